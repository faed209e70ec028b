using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>
/// Which codec methods a job needs, and their names. One pair serves a type wherever it occurs; a second, canonical writer
/// exists for those types that arguments use and whose order is their own.
/// </summary>
internal sealed class CodecPlan
{
    private readonly Dictionary<string, StateTypeModel> _types;
    private readonly Dictionary<string, string> _names;
    private readonly HashSet<string> _canonical;
    private readonly HashSet<string> _derived;
    private readonly HashSet<string> _writes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _canonicalWrites = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reads = new(StringComparer.Ordinal);

    public CodecPlan(JobModel job)
    {
        _types = job.Types.ToDictionary(t => t.Id, StringComparer.Ordinal);
        _names = MethodNames(job.Types);
        _canonical = FindCanonical(job.Types);
        _derived = new(job.Types.OfType<HierarchyTypeModel>().SelectMany(h => h.References), StringComparer.Ordinal);

        var results = job.Tasks.Select(t => t.Result.Type).Append(job.Run?.Result.Type).OfType<TypeUse>();
        var members = job.Members.SelectMany(m => new TypeUse?[] { m.Type, m.KeyType }).OfType<TypeUse>();
        foreach (var root in results.Concat(members))
        {
            Reach(root.Id, _writes, canonical: false);
            Reach(root.Id, _reads, canonical: false);
        }

        foreach (var parameter in job.Upgrades.SelectMany(u => u.Parameters))
        {
            Reach(parameter.Type.Id, parameter.IsOut ? _writes : _reads, canonical: false);
        }

        foreach (var argument in job.Tasks.SelectMany(t => t.Parameters).Select(p => p.Type).OfType<TypeUse>())
        {
            Reach(argument.Id, _writes, canonical: true);
        }
    }

    /// <summary>The types that need methods, in the order of their names.</summary>
    public IEnumerable<StateTypeModel> Types =>
        _types.Values.Where(t => t.HasCodec).OrderBy(t => _names[t.Id], StringComparer.Ordinal);

    public bool NeedsWriter(StateTypeModel type) => _writes.Contains(type.Id);

    public bool NeedsCanonicalWriter(StateTypeModel type) => _canonicalWrites.Contains(type.Id);

    public bool NeedsReader(StateTypeModel type) => _reads.Contains(type.Id);

    public StateTypeModel Type(TypeUse use) => _types[use.Id];

    /// <summary>A type as code names it.</summary>
    public string TypeName(TypeUse use) => _types[use.Id].FullName;

    /// <summary>Whether it is a string: the type whose comparers have names.</summary>
    public bool IsString(TypeUse use) => _types[use.Id] is ScalarTypeModel { Scalar: "String" };

    /// <summary>Whether its object may have to say which type of a hierarchy it is.</summary>
    public bool IsDerived(StateTypeModel type) => _derived.Contains(type.Id);

    /// <summary>The unique part of the names of a type's methods.</summary>
    public string Name(StateTypeModel type) => _names[type.Id];

    public string WriterName(StateTypeModel type, bool canonical) =>
        "Write" + Name(type) + (canonical && _canonical.Contains(type.Id) ? "Canonical" : "");

    /// <summary>A call that writes a value.</summary>
    /// <param name="kept">Whether the initializer of the member that holds it keeps a comparer of its own.</param>
    public string Write(TypeUse use, string value, bool canonical, bool kept = false)
    {
        var type = _types[use.Id];
        if (use.NotNull) value = $"{Seam.Json}.NotNull({value})";
        return type is ScalarTypeModel scalar ? $"{Seam.Json}.Write{scalar.Scalar}(writer, {value})"
            : type is ConverterTypeModel converter ? $"{Seam.Json}.WriteBy<{converter.Converter}, {type.FullName}>(writer, {value})"
            : $"Codec.{WriterName(type, canonical)}(writer, {value}{(kept && !canonical && type.HasComparer() ? ", kept: true" : "")})";
    }

    /// <summary>A call that reads a value.</summary>
    public string Read(TypeUse use)
    {
        var type = _types[use.Id];
        var read = type is ScalarTypeModel scalar ? $"{Seam.Json}.Read{scalar.Scalar}(ref reader)"
            : type is ConverterTypeModel converter ? $"{Seam.Json}.ReadBy<{converter.Converter}, {type.FullName}>(ref reader)"
            : $"Codec.Read{Name(type)}(ref reader)";
        return use.NotNull ? $"{Seam.Json}.NotNull({read}, ref reader)" : read;
    }

    /// <summary>A lambda that writes a value.</summary>
    public string WriteLambda(TypeUse use, bool canonical = false) => $"static (writer, value) => {Write(use, "value", canonical)}";

    /// <summary>A lambda that reads a value.</summary>
    public string ReadLambda(TypeUse use) => $"static (ref {Seam.Reader} reader) => {Read(use)}";

    /// <summary>The text of a dictionary's key.</summary>
    public string KeyText(TypeUse use, string key) =>
        _types[use.Id] is ScalarTypeModel scalar ? $"{Seam.Json}.KeyOf{scalar.Scalar}({key})" : $"TextOf{Name(_types[use.Id])}({key})";

    /// <summary>A call that reads a dictionary's key.</summary>
    public string ReadKey(TypeUse use) =>
        _types[use.Id] is ScalarTypeModel scalar
            ? $"{Seam.Json}.Read{scalar.Scalar}Key(ref reader)"
            : $"Parse{Name(_types[use.Id])}(reader.GetString()!)";

    private void Reach(string type, HashSet<string> reached, bool canonical)
    {
        var open = new Stack<string>();
        open.Push(type);
        while (open.Count > 0)
        {
            var next = open.Pop();
            var target = canonical && _canonical.Contains(next) ? _canonicalWrites : reached;
            if (!target.Add(next)) continue;
            foreach (var part in _types[next].References) open.Push(part);
        }
    }

    /// <summary>The types that are, or hold, one whose canonical form is another than its stored one.</summary>
    private static HashSet<string> FindCanonical(IEnumerable<StateTypeModel> types)
    {
        var all = types.ToList();
        var found = new HashSet<string>(all.Where(t => t.HasOrderOfItsOwn()).Select(t => t.Id), StringComparer.Ordinal);
        int before;
        do
        {
            before = found.Count;
            foreach (var type in all.Where(t => t.References.Any(found.Contains))) found.Add(type.Id);
        }
        while (found.Count > before);
        return found;
    }

    private static Dictionary<string, string> MethodNames(IEnumerable<StateTypeModel> types)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in types.Where(t => t.HasCodec).GroupBy(t => t.Hint, StringComparer.Ordinal))
        {
            var alone = group.Key.Length > 0 && group.Count() == 1;
            foreach (var type in group)
            {
                names.Add(type.Id, alone ? group.Key : $"{group.Key}_{Identifiers.StableHash(type.Id)}");
            }
        }

        return names;
    }
}
