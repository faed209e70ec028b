using Jobs.Generators.Model;

namespace Jobs.Analyzers.Contract;

/// <summary>The forms of the types of one job, and the lines of those that have names.</summary>
internal sealed class WireForms(JobModel job)
{
    private static readonly HashSet<string> s_referenceScalars = new(StringComparer.Ordinal) { "String", "Bytes", "Uri", "Version" };

    private readonly Dictionary<string, StateTypeModel> _types = job.Types.ToDictionary(t => t.Id, StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>The form of a type where it is used. One that null is read as ends in a question mark.</summary>
    public string Of(TypeUse use)
    {
        var type = _types[use.Id];
        return FormOf(type) + (!use.NotNull && IsReference(type) ? "?" : "");
    }

    private string FormOf(StateTypeModel type) => type switch
    {
        ScalarTypeModel scalar => scalar.Scalar.ToLowerInvariant(),
        NullableTypeModel nullable => Of(nullable.Inner) + "?",
        SequenceTypeModel sequence => $"{(IsSet(sequence.Kind) ? "set" : "list")}<{Of(sequence.Element)}>",
        PriorityQueueTypeModel queue => $"queue<{Of(queue.Element)}, {Of(queue.Priority)}>",
        GridTypeModel grid => $"grid{grid.Rank.ToString(System.Globalization.CultureInfo.InvariantCulture)}<{Of(grid.Element)}>",
        MapTypeModel map => $"{(map.HasTextKeys ? "map" : "pairs")}<{Of(map.Key)}, {Of(map.Value)}>",
        TupleTypeModel tuple => $"tuple<{string.Join(", ", tuple.Elements.Select(Of))}>",
        ConverterTypeModel converter => "by " + NameOf(converter.Converter),
        var named => Named(named),
    };

    /// <summary>A set refuses what a list may hold twice, and may keep its comparer beside its items.</summary>
    private static bool IsSet(SequenceKind kind) =>
        kind is SequenceKind.Set or SequenceKind.SortedSet or SequenceKind.SetInterface or SequenceKind.ImmutableSet
            or SequenceKind.ImmutableSortedSet or SequenceKind.FrozenSet;

    private static bool IsReference(StateTypeModel type) => type switch
    {
        ScalarTypeModel scalar => s_referenceScalars.Contains(scalar.Scalar),
        ObjectTypeModel obj => obj.IsReference,
        SequenceTypeModel sequence => sequence.Kind is not (SequenceKind.Memory or SequenceKind.ReadOnlyMemory or SequenceKind.ImmutableArray),
        MapTypeModel or GridTypeModel or PriorityQueueTypeModel or HierarchyTypeModel => true,
        _ => false,
    };

    /// <summary>The lines of the named types that were asked for, and of those inside them.</summary>
    public IEnumerable<ContractEntry> Entries()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (_named.FirstOrDefault(n => !done.Contains(n)) is { } next)
        {
            done.Add(next);
            foreach (var entry in EntriesOf(_types[next])) yield return entry;
        }
    }

    private IEnumerable<ContractEntry> EntriesOf(StateTypeModel type)
    {
        var name = NameOf(type.FullName);
        switch (type)
        {
            case HierarchyTypeModel hierarchy:
                foreach (var derived in hierarchy.Types) yield return ContractEntry.Of(Of(derived.Type), "kinds", name, derived.WireName);
                if (hierarchy.Itself is { } itself)
                {
                    // The base class has the same name, and lines of its own.
                    _named.Add(itself.Id);
                    yield return ContractEntry.Of("itself", "kinds", name);
                }

                break;
            case EnumTypeModel values:
                if (values.IsFlags) yield return ContractEntry.Of("flags", "enum", name);
                foreach (var value in values.Members)
                {
                    yield return ContractEntry.Of("", "enum", name, value.WireName);
                    foreach (var former in value.Aliases) yield return ContractEntry.Of("", "enum", name, value.WireName, "formerly", former);
                }

                break;
            case ObjectTypeModel obj:
                foreach (var member in obj.Members)
                {
                    yield return ContractEntry.Of(MemberShape.ValueOf(Of(member.Type), member.IsDemanded), "type", name, member.WireName);
                    foreach (var former in member.Aliases) yield return ContractEntry.Of("", "type", name, member.WireName, "formerly", former);
                }

                break;
        }
    }

    private string Named(StateTypeModel type)
    {
        _named.Add(type.Id);
        return NameOf(type.FullName);
    }

    /// <summary>The name without what a form could not hold.</summary>
    private static string NameOf(string fullName) =>
        fullName.Replace("global::", "").Replace(", ", ",").Replace('<', '[').Replace('>', ']').Replace("?", "");
}
