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
    private readonly StoredShape _stored;
    private readonly StoredShape _code;
    private readonly bool _isNameUnknown;

    private ProjectContract(ContractText text, IReadOnlyList<JobModel> jobs, HashSet<string> unsettled, bool isNameUnknown)
    {
        (Text, _jobs, _unsettled, _isNameUnknown) = (text, jobs, unsettled, isNameUnknown);
        (_stored, _code) = (StoredShape.Of(text.Entries), StoredShape.Of(ContractLines.Of(jobs)));
        Breaks = text.Problems.Count > 0 ? [] : ContractComparison.Compare(_stored, _code, IsUnsettled);
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

    /// <summary>A new contract of the jobs that compile; null when none does.</summary>
    public static string? Write(IEnumerable<ParsedJob> jobs)
    {
        var settled = jobs.Where(job => job.IsSettled).Select(job => job.Model!).ToList();
        return settled.Count == 0 ? null : ContractText.Write(ContractLines.Of(settled));
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

    /// <summary>The members of a job that may be what a lost one became: unknown to the contract, and able to read what was stored.</summary>
    public IReadOnlyList<string> Candidates(ContractBreak lost)
    {
        if (StoredOf(lost.Job) is not { } old || !_code.Jobs.TryGetValue(lost.Job, out var now) || !old.Members.TryGetValue(lost.Subject, out var member)) return [];
        return now.Members.Values
            .Where(m => m.IsJournal == member.IsJournal && !old.Members.Values.Any(known => m.Reads(known.Name))
                && FormComparison.Compare(_stored, _code, member.Form, m.Form, "").Count == 0)
            .Select(m => m.Name)
            .ToList();
    }

    /// <summary>The version that the contract has of a job, and the form of a member; null for one that was not stored.</summary>
    public (int Version, string? Form) StoredVersionAndForm(string job, string member) =>
        StoredOf(job) is { } old ? (old.Version, old.Members.Values.FirstOrDefault(m => m.Name == member && !m.IsJournal)?.Form) : (1, null);

    private JobShape? StoredOf(string job)
    {
        if (_stored.Jobs.TryGetValue(job, out var same)) return same;
        return _code.Jobs.TryGetValue(job, out var now) ? _stored.Jobs.Values.FirstOrDefault(old => now.FormerNames.Contains(old.Name)) : null;
    }

    private bool IsUnsettled(string storedName) => _isNameUnknown || _unsettled.Contains(storedName);
}
