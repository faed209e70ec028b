namespace Jobs.Analyzers.Contract;

/// <summary>Whether values of one form are read right as another. Named types are followed into their members, each pair once.</summary>
internal sealed class FormComparison(StoredShape stored, StoredShape code)
{
    private readonly HashSet<(string, string)> _visited = [];
    private readonly List<FormProblem> _problems = [];

    /// <summary>What of the stored value the new type would lose or misread.</summary>
    public static IReadOnlyList<FormProblem> Compare(StoredShape stored, StoredShape code, string from, string to, string path)
    {
        var comparison = new FormComparison(stored, code);
        comparison.Visit(WireForm.Parse(from), WireForm.Parse(to), path);
        return comparison._problems;
    }

    /// <summary>Whether equal values have equal bytes: what the identity of a task asks.</summary>
    public static bool AreSame(StoredShape stored, StoredShape code, string from, string to) =>
        new FormComparison(stored, code).AreSame(WireForm.Parse(from), WireForm.Parse(to));

    private void Visit(WireForm from, WireForm to, string path)
    {
        if (from.IsNullable && !to.IsNullable)
        {
            Misread(from, to, path);
        }
        else if (stored.Kinds.TryGetValue(from.Head, out var oldKinds) && code.Kinds.TryGetValue(to.Head, out var newKinds))
        {
            if (_visited.Add((from.Head, to.Head))) VisitKinds(oldKinds, newKinds, path);
        }
        else if (!code.Kinds.ContainsKey(to.Head) && !stored.Kinds.ContainsKey(from.Head)
            && stored.Types.TryGetValue(from.Head, out var oldType) && code.Types.TryGetValue(to.Head, out var newType))
        {
            if (_visited.Add((from.Head, to.Head))) VisitMembers(oldType, newType, path);
        }
        else if (stored.Enums.TryGetValue(from.Head, out var oldEnum) && code.Enums.TryGetValue(to.Head, out var newEnum))
        {
            VisitValues(oldEnum, newEnum, path);
        }
        else if (stored.HasLinesOf(from.Head) || code.HasLinesOf(to.Head) || from.Parts.Count != to.Parts.Count || !from.IsWidenedBy(to))
        {
            Misread(from, to, path);
        }
        else
        {
            for (var i = 0; i < from.Parts.Count; i++) Visit(from.Parts[i], to.Parts[i], path + PartPath(from, i));
        }
    }

    private void VisitMembers(ObjectForm from, ObjectForm to, string path)
    {
        foreach (var member in from.Members.Values)
        {
            var at = path + "." + member.Name;
            var reader = to.Members.Values.FirstOrDefault(m => m.Reads(member.Name));
            if (reader is null)
            {
                Add(BreakKind.MemberLost, at, member.Form, "", member.Keys);
                continue;
            }

            foreach (var former in member.FormerNames.Where(f => !reader.Reads(f))) Add(BreakKind.MemberLost, path + "." + former, member.Form, "", member.Keys);
            if (reader.IsRequired && !member.IsRequired) Add(BreakKind.MemberMissing, at, "", "", reader.Keys);
            var before = _problems.Count;
            Visit(WireForm.Parse(member.Form), WireForm.Parse(reader.Form), at);
            KeepLines(before, member.Keys.Concat(reader.Keys));
        }

        foreach (var added in to.Members.Values.Where(m => m.IsRequired && !from.Members.Values.Any(old => m.Reads(old.Name))))
        {
            Add(BreakKind.MemberMissing, path + "." + added.Name, "", "", added.Keys);
        }
    }

    private void VisitKinds(KindsForm from, KindsForm to, string path)
    {
        foreach (var kind in from.Kinds)
        {
            var keys = new[] { ContractWords.Join(["kinds", from.Name, kind.Key]) };
            if (!to.Kinds.TryGetValue(kind.Key, out var form))
            {
                Add(BreakKind.ValueMisread, path, $"a '{kind.Key}'", "one of " + string.Join(", ", to.Kinds.Keys), keys);
                continue;
            }

            var before = _problems.Count;
            Visit(WireForm.Parse(kind.Value), WireForm.Parse(form), path);
            KeepLines(before, keys);
        }

        if (from.HasItself && !to.HasItself) Add(BreakKind.ValueMisread, path, "a " + from.Name, "one of " + string.Join(", ", to.Kinds.Keys), ["kinds " + ContractWords.Quote(from.Name)]);
        else if (from.HasItself && stored.Types.TryGetValue(from.Name, out var old) && code.Types.TryGetValue(to.Name, out var now)) VisitMembers(old, now, path);
    }

    private void VisitValues(EnumForm from, EnumForm to, string path)
    {
        if (from.IsFlags && !to.IsFlags) Add(BreakKind.ValueMisread, path, "several values of " + from.Name, "one of " + to.Name, ["enum " + ContractWords.Quote(from.Name)]);
        foreach (var value in from.Values)
        {
            foreach (var name in value.Value.Prepend(value.Key).Where(name => !to.Reads(name)))
            {
                Add(BreakKind.EnumValueGone, path, name, to.Name, [ContractWords.Join(["enum", from.Name, value.Key]), ContractWords.Join(["enum", from.Name, value.Key, "formerly", name])]);
            }
        }
    }

    private bool AreSame(WireForm from, WireForm to)
    {
        if (from.Parts.Count != to.Parts.Count) return false;
        if (stored.Kinds.TryGetValue(from.Head, out var oldKinds) && code.Kinds.TryGetValue(to.Head, out var newKinds))
        {
            return !_visited.Add((from.Head, to.Head))
                || oldKinds.Kinds.Where(k => oldKinds.Writes(k.Key)).All(k => newKinds.Writes(k.Key) && AreSame(WireForm.Parse(k.Value), WireForm.Parse(newKinds.Kinds[k.Key])));
        }

        if (stored.Types.TryGetValue(from.Head, out var oldType) && code.Types.TryGetValue(to.Head, out var newType))
        {
            return !_visited.Add((from.Head, to.Head))
                || (oldType.Members.Keys.SequenceEqual(newType.Members.Keys, StringComparer.Ordinal)
                    && oldType.Members.Values.All(m => AreSame(WireForm.Parse(m.Form), WireForm.Parse(newType.Members[m.Name].Form))));
        }

        if (stored.Enums.TryGetValue(from.Head, out var oldEnum) && code.Enums.TryGetValue(to.Head, out var newEnum))
        {
            return oldEnum.WritesAs(newEnum);
        }

        return from.Head == to.Head && from.Parts.Zip(to.Parts, AreSame).All(same => same);
    }

    private void Misread(WireForm from, WireForm to, string path) => Add(BreakKind.ValueMisread, path, Text(from), Text(to), []);

    private void Add(BreakKind kind, string path, string from, string to, IReadOnlyList<string> keys) =>
        _problems.Add(new FormProblem(kind, path, from, to, keys));

    /// <summary>A problem inside a member is one of that member's line too.</summary>
    private void KeepLines(int first, IEnumerable<string> keys)
    {
        var lines = keys.ToList();
        for (var i = first; i < _problems.Count; i++) _problems[i] = _problems[i] with { Keys = _problems[i].Keys.Concat(lines).Distinct(StringComparer.Ordinal).ToList() };
    }

    private static string PartPath(WireForm form, int part) => form.Head switch
    {
        "tuple" => ".Item" + (part + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        "map" or "pairs" when part == 0 => ".Keys",
        _ => "[]",
    };

    private static string Text(WireForm form) =>
        form.Head + (form.Parts.Count == 0 ? "" : $"<{string.Join(", ", form.Parts.Select(Text))}>") + (form.IsNullable ? "?" : "");
}
