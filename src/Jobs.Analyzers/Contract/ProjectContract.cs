using Jobs.Generators.Model;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Analyzers.Contract;

/// <summary>A project's contract beside its jobs: what the analyzer reports on and what the fixes write.</summary>
internal sealed class ProjectContract
{
    private readonly IReadOnlyList<JobModel> _jobs;
    private readonly HashSet<string> _unsettled;
    private readonly bool _isNameUnknown;

    private ProjectContract(ContractText text, IReadOnlyList<JobModel> jobs, HashSet<string> unsettled, bool isNameUnknown)
    {
        (Text, _jobs, _unsettled, _isNameUnknown) = (text, jobs, unsettled, isNameUnknown);
        var (stored, now) = (StoredShape.Of(text.Entries), StoredShape.Of(ContractLines.Of(jobs)));
        Breaks = text.Problems.Count > 0 ? [] : ContractComparison.Compare(stored, now, IsUnsettled);
    }

    public ContractText Text { get; }

    /// <summary>None while a line cannot be read: it may be the one that matters.</summary>
    public IReadOnlyList<ContractBreak> Breaks { get; }

    public static ProjectContract Of(SourceText contract, IEnumerable<ParsedJob> jobs)
    {
        var unsettled = new HashSet<string>(StringComparer.Ordinal);
        var isNameUnknown = false;
        var settled = new List<JobModel>();
        foreach (var job in jobs)
        {
            if (job.IsSettled)
            {
                settled.Add(job.Model!);
            }
            else
            {
                foreach (var name in job.StoredNames) unsettled.Add(name);
                isNameUnknown |= job.StoredNames.Count == 0;
            }
        }

        return new ProjectContract(ContractText.Parse(contract), settled, unsettled, isNameUnknown);
    }

    /// <summary>The contract as an update would leave it, and which lines would differ.</summary>
    public string Updated(ContractBreak? accepted, out IReadOnlyList<ContractEntry> changed)
    {
        var old = Text.Entries.ToList();
        var merged = ContractMerge.Of(old, _jobs, Breaks, IsUnsettled, accepted);
        var before = new HashSet<string>(old.Select(e => e.Text), StringComparer.Ordinal);
        var after = new HashSet<string>(merged.Select(e => e.Text), StringComparer.Ordinal);
        changed = merged.Where(e => !before.Contains(e.Text)).Concat(old.Where(e => !after.Contains(e.Text))).ToList();
        return Text.With(merged);
    }

    private bool IsUnsettled(string storedName) => _isNameUnknown || _unsettled.Contains(storedName);
}
