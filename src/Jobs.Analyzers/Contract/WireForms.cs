using Jobs.Generators.Model;

namespace Jobs.Analyzers.Contract;

/// <summary>The forms of the types of one job, and the lines of those that have names.</summary>
internal sealed class WireForms(JobModel job)
{
    private static readonly HashSet<string> s_referenceScalars = new(StringComparer.Ordinal) { "String", "Bytes", "Uri", "Version" };

    // How the model marks a base class as a type beside its hierarchy.
    private const string Itself = " itself";

    private readonly Dictionary<string, StateTypeModel> _types = job.Types.ToDictionary(t => t.Id, StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>The form of a type where it is used. One that null is read as ends in a question mark.</summary>
    public string Of(TypeUse use)
    {
        var type = _types[use.Id];
        return FormOf(type) + (!use.NotNull && MayBeNull(type) ? "?" : "");
    }

    private string FormOf(StateTypeModel type) => type switch
    {
        ScalarTypeModel scalar => scalar.Scalar.ToLowerInvariant(),
        NullableTypeModel nullable => Of(nullable.Inner) + "?",
        SequenceTypeModel sequence => $"{HeadOf(sequence.Kind)}<{Of(sequence.Element)}>",
        PriorityQueueTypeModel queue => $"queue<{Of(queue.Element)}, {Of(queue.Priority)}>",
        GridTypeModel grid => $"grid{grid.Rank.ToString(System.Globalization.CultureInfo.InvariantCulture)}<{Of(grid.Element)}>",
        MapTypeModel map => $"{(map.HasTextKeys ? "map" : "pairs")}<{Of(map.Key)}, {Of(map.Value)}>",
        TupleTypeModel tuple => $"tuple<{string.Join(", ", tuple.Elements.Select(Of))}>",
        ConverterTypeModel converter => "by " + Plain(converter.Converter).Replace("?", ""),
        var named => Named(named),
    };

    /// <summary>
    /// A set refuses what a list may hold twice, and may keep its comparer beside its items; a stack is stored from its top on,
    /// and would come out of a list in reverse.
    /// </summary>
    private static string HeadOf(SequenceKind kind) => kind switch
    {
        SequenceKind.Set or SequenceKind.SortedSet or SequenceKind.SetInterface or SequenceKind.ImmutableSet
            or SequenceKind.ImmutableSortedSet or SequenceKind.FrozenSet => "set",
        SequenceKind.Stack or SequenceKind.ConcurrentStack or SequenceKind.ImmutableStack => "stack",
        _ => "list",
    };

    private static bool MayBeNull(StateTypeModel type) => type switch
    {
        ScalarTypeModel scalar => s_referenceScalars.Contains(scalar.Scalar),
        ObjectTypeModel obj => obj.IsReference,
        // An immutable array that was never made is stored as null; input may not hold one, and says so by its use.
        SequenceTypeModel sequence => sequence.Kind is not (SequenceKind.Memory or SequenceKind.ReadOnlyMemory),
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
        var name = NameOf(type);
        switch (type)
        {
            case HierarchyTypeModel hierarchy:
                var written = new HashSet<string>(StringComparer.Ordinal);
                foreach (var derived in hierarchy.Types)
                {
                    yield return ContractEntry.Of(KindsForm.ValueOf(Of(derived.Type), isAlias: !written.Add(derived.Type.Id)), "kinds", name, derived.WireName);
                }

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
                    yield return ContractEntry.Of(value.IsAlias ? EnumForm.Alias : "", "enum", name, value.WireName);
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
        return NameOf(type);
    }

    /// <summary>
    /// The name of a type, with the question marks of its arguments: <c>Maybe&lt;string?&gt;</c> holds what <c>Maybe&lt;string&gt;</c>
    /// does not, and each has lines of its own.
    /// </summary>
    private static string NameOf(StateTypeModel type)
    {
        var id = type.Id.Replace("!", "");
        return Plain(id.EndsWith(Itself, StringComparison.Ordinal) ? id.Substring(0, id.Length - Itself.Length) : id);
    }

    /// <summary>A name without what a form could not hold.</summary>
    private static string Plain(string name) => name.Replace("global::", "").Replace(", ", ",").Replace('<', '[').Replace('>', ']');
}
