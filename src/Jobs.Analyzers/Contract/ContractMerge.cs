using Jobs.Generators.Model;

namespace Jobs.Analyzers.Contract;

/// <summary>
/// The lines of a contract after an update. A job with a break keeps all of its old lines, its version included: half an
/// update would take the raised version for the stored one, and ask for the next. So an update never says yes to a loss.
/// </summary>
internal static class ContractMerge
{
    /// <summary>Updates a contract.</summary>
    /// <param name="contract">Its lines.</param>
    /// <param name="jobs">The jobs of the code of which something can be said.</param>
    /// <param name="breaks">What the code would do to stored rows.</param>
    /// <param name="isUnsettled">Whether nothing can be said of a stored name, because the class is in error.</param>
    /// <param name="accepted">A break that the author says yes to; its lines become those of the code.</param>
    public static IReadOnlyList<ContractEntry> Of(
        IReadOnlyList<ContractEntry> contract, IReadOnlyList<JobModel> jobs, IEnumerable<ContractBreak> breaks,
        Func<string, bool> isUnsettled, ContractBreak? accepted = null)
    {
        var open = breaks.Where(b => b.Id != accepted?.Id).ToList();
        var held = HeldNames(jobs, open);
        var keys = new HashSet<string>(open.SelectMany(b => b.Keys), StringComparer.Ordinal);
        var yes = new HashSet<string>(accepted?.Keys ?? [], StringComparer.Ordinal);
        var isPartial = held.Count > 0 || contract.Any(e => IsOfJob(e) && isUnsettled(e.Words[1]));

        var merged = new SortedDictionary<string, ContractEntry>(StringComparer.Ordinal);
        foreach (var entry in contract.Where(e => Stays(e) && !IsAccepted(e))) merged[entry.Key] = entry;
        foreach (var entry in ContractLines.Of(jobs.Where(j => !held.Contains(j.StoredName))).Where(Comes)) merged[entry.Key] = entry;
        if (accepted is not null)
        {
            foreach (var entry in ContractLines.Of(jobs).Where(IsAccepted)) merged[entry.Key] = entry;
        }

        return merged.Values.ToList();

        // A type's line is named by lines of many jobs: while some of them stay, it does too.
        bool Stays(ContractEntry entry) => IsOfJob(entry) ? held.Contains(entry.Words[1]) || isUnsettled(entry.Words[1]) : isPartial;

        bool Comes(ContractEntry entry) => IsOfJob(entry) || !keys.Contains(entry.Key);

        bool IsAccepted(ContractEntry entry) => yes.Contains(entry.Key) || yes.Contains(Owner(entry));
    }

    /// <summary>The stored names, current and former, of the jobs that have a break.</summary>
    private static HashSet<string> HeldNames(IReadOnlyList<JobModel> jobs, IReadOnlyList<ContractBreak> breaks)
    {
        var held = new HashSet<string>(breaks.Select(b => b.Job), StringComparer.Ordinal);
        foreach (var former in jobs.Where(j => held.Contains(j.StoredName)).SelectMany(j => j.FormerNames).ToList()) held.Add(former);
        return held;
    }

    private static bool IsOfJob(ContractEntry entry) => entry.Words[0] == "job";

    /// <summary>As a break that is about a whole job names its lines.</summary>
    private static string Owner(ContractEntry entry) => ContractWords.Join(entry.Words.Take(2)) + " ";
}
