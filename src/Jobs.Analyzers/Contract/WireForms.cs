using Jobs.Generators.Model;

namespace Jobs.Analyzers.Contract;

/// <summary>The forms of the types of one job, and the lines of those that have names.</summary>
internal sealed class WireForms(JobModel job)
{
    private readonly Dictionary<string, StateTypeModel> _types = job.Types.ToDictionary(t => t.FullName, StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>The form of a type.</summary>
    public string Of(string type) => _types[type] switch
    {
        ScalarTypeModel scalar => scalar.Scalar.ToLowerInvariant(),
        NullableTypeModel nullable => Of(nullable.Inner) + "?",
        SequenceTypeModel sequence => $"list<{Of(sequence.Element)}>",
        MapTypeModel map => $"{(map.HasTextKeys ? "map" : "pairs")}<{Of(map.Key)}, {Of(map.Value)}>",
        TupleTypeModel tuple => $"tuple<{string.Join(", ", tuple.Elements.Select(Of))}>",
        var named => Named(named),
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
                    yield return ContractEntry.Of(MemberShape.ValueOf(Of(member.Type), IsDemanded(member)), "type", name, member.WireName);
                    foreach (var former in member.Aliases) yield return ContractEntry.Of("", "type", name, member.WireName, "formerly", former);
                }

                break;
        }
    }

    private static bool IsDemanded(ObjectMemberModel member) =>
        member.Binding == MemberBinding.Required || (member.Binding == MemberBinding.Constructor && member.Default is null);

    private string Named(StateTypeModel type)
    {
        _named.Add(type.FullName);
        return NameOf(type);
    }

    /// <summary>The name without what a form could not hold.</summary>
    private static string NameOf(StateTypeModel type) =>
        type.FullName.Replace("global::", "").Replace(", ", ",").Replace('<', '[').Replace('>', ']').Replace("?", "");
}
