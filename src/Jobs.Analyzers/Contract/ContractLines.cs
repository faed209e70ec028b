using System.Globalization;
using Jobs.Generators.Model;

namespace Jobs.Analyzers.Contract;

/// <summary>The lines that a project's jobs need.</summary>
internal static class ContractLines
{
    public static IReadOnlyList<ContractEntry> Of(IEnumerable<JobModel> jobs)
    {
        var entries = new SortedDictionary<string, ContractEntry>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            foreach (var entry in OfJob(job))
            {
                // Two jobs may see one type with different rights, so that it is demanded of one only: the stricter counts.
                if (entries.TryGetValue(entry.Key, out var other) && other.Value.Length > entry.Value.Length) continue;
                entries[entry.Key] = entry;
            }
        }

        return entries.Values.ToList();
    }

    private static IEnumerable<ContractEntry> OfJob(JobModel job)
    {
        var forms = new WireForms(job);
        var own = OwnLines(job, forms).Concat(job.Tasks.SelectMany(task => TaskLines(job, task, forms))).ToList();
        return own.Concat(forms.Entries());
    }

    private static IEnumerable<ContractEntry> OwnLines(JobModel job, WireForms forms)
    {
        var name = job.StoredName;
        yield return ContractEntry.Of(Number(job.Version), "job", name, "version");
        foreach (var former in job.FormerNames) yield return ContractEntry.Of("", "job", name, "formerly", former);
        foreach (var upgrade in job.Upgrades)
        {
            var given = upgrade.Parameters.Where(p => p.IsOut).Select(p => ContractWords.Quote(p.WireName));
            yield return ContractEntry.Of(string.Join(", ", given), "job", name, "upgrade", Number(upgrade.From));
        }

        foreach (var member in job.Members)
        {
            var role = member.Role switch { JobMemberRole.Input => "input", JobMemberRole.State => "state", _ => "journal" };
            yield return ContractEntry.Of(MemberShape.ValueOf(FormOf(job, member, forms), member.IsRequired), "job", name, role, member.WireName);
            foreach (var former in member.Aliases) yield return ContractEntry.Of("", "job", name, role, member.WireName, "formerly", former);
        }

        if (job.Run?.Result.Type is { } result) yield return ContractEntry.Of(forms.Of(result), "job", name, "result");
    }

    /// <summary>Changes of a list and of a set have different words, so that one is not read as the other.</summary>
    private static string FormOf(JobModel job, JobMemberModel member, WireForms forms)
    {
        if (member.Role != JobMemberRole.Journal) return forms.Of(member.Type);
        if (member.KeyType is { } key) return $"map<{forms.Of(key)}, {forms.Of(member.Type)}>";
        return $"{(member.IsJournaledSet ? "set" : "list")}<{forms.Of(member.Type)}>";
    }

    private static IEnumerable<ContractEntry> TaskLines(JobModel job, TaskModel task, WireForms forms)
    {
        string[] Words(string what) => ["job", job.StoredName, "task", task.StoredName, what];

        yield return ContractEntry.Of(Number(task.Version), Words("version"));
        var arguments = task.Parameters
            .Where(p => p.Role == ParameterRole.Argument)
            .Select(p => $"{ContractWords.Quote(p.WireName)} {forms.Of(p.Type!.Value)}{(DefaultOf(p) is { } value ? TaskShape.Default + ContractWords.Quote(value) : "")}")
            .ToList();
        if (arguments.Count > 0) yield return ContractEntry.Of(string.Join(", ", arguments), Words("arguments"));
        if (task.Result.Type is { } result) yield return ContractEntry.Of(forms.Of(result), Words("result"));
    }

    /// <summary>
    /// What a dispatch that leaves the argument out passes for it, since that is part of what its work is known by. Not of an enum: it is
    /// stored by its name, and what stands in code is its number.
    /// </summary>
    private static string? DefaultOf(ParameterModel parameter) => parameter.Default switch
    {
        null => null,
        var code when code.StartsWith("default(", StringComparison.Ordinal) => "null",
        var code when code.StartsWith("(global::", StringComparison.Ordinal) => null,
        var code when code[0] == '(' && code.IndexOf(")(", StringComparison.Ordinal) + 2 is var at => code.Substring(at, code.Length - at - 1), // (int)(5)
        var code => code,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
