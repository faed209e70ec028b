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
    private readonly HashSet<string> _unordered;
    private readonly HashSet<string> _writes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _canonicalWrites = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reads = new(StringComparer.Ordinal);

    public CodecPlan(JobModel job)
    {
        _types = job.Types.ToDictionary(t => t.FullName, StringComparer.Ordinal);
        _names = MethodNames(job.Types);
        _unordered = FindUnordered(job.Types);

        var results = job.Tasks.Select(t => t.Result.Type).Append(job.Run?.Result.Type).OfType<string>();
        var members = job.Members.SelectMany(m => new[] { m.Type, m.KeyType }).OfType<string>();
        foreach (var root in results.Concat(members))
        {
            Reach(root, _writes, canonical: false);
            Reach(root, _reads, canonical: false);
        }

        foreach (var argument in job.Tasks.SelectMany(t => t.Parameters).Select(p => p.Type).OfType<string>())
        {
            Reach(argument, _writes, canonical: true);
        }
    }

    /// <summary>The types that need methods, in the order of their names.</summary>
    public IEnumerable<StateTypeModel> Types =>
        _types.Values.Where(t => t is not ScalarTypeModel).OrderBy(t => _names[t.FullName], StringComparer.Ordinal);

    public bool NeedsWriter(StateTypeModel type) => _writes.Contains(type.FullName);

    public bool NeedsCanonicalWriter(StateTypeModel type) => _canonicalWrites.Contains(type.FullName);

    public bool NeedsReader(StateTypeModel type) => _reads.Contains(type.FullName);

    public StateTypeModel Type(string type) => _types[type];

    /// <summary>The unique part of the names of a type's methods.</summary>
    public string Name(StateTypeModel type) => _names[type.FullName];

    public string WriterName(StateTypeModel type, bool canonical) =>
        "Write" + Name(type) + (canonical && _unordered.Contains(type.FullName) ? "Canonical" : "");

    /// <summary>A call that writes a value.</summary>
    public string Write(string type, string value, bool canonical, string writer = "writer") =>
        _types[type] is ScalarTypeModel scalar
            ? $"{Seam.Json}.Write{scalar.Scalar}({writer}, {value})"
            : $"Codec.{WriterName(_types[type], canonical)}({writer}, {value})";

    /// <summary>A call that reads a value.</summary>
    public string Read(string type) =>
        _types[type] is ScalarTypeModel scalar
            ? $"{Seam.Json}.Read{scalar.Scalar}(ref reader)"
            : $"Codec.Read{Name(_types[type])}(ref reader)";

    /// <summary>A lambda that writes a value.</summary>
    public string WriteLambda(string type, bool canonical = false) => $"static (writer, value) => {Write(type, "value", canonical)}";

    /// <summary>A lambda that reads a value.</summary>
    public string ReadLambda(string type) => $"static (ref {Seam.Reader} reader) => {Read(type)}";

    /// <summary>The text of a dictionary's key.</summary>
    public string KeyText(string type, string key) =>
        _types[type] is ScalarTypeModel scalar ? $"{Seam.Json}.KeyOf{scalar.Scalar}({key})" : $"TextOf{Name(_types[type])}({key})";

    /// <summary>A call that reads a dictionary's key.</summary>
    public string ReadKey(string type) =>
        _types[type] is ScalarTypeModel scalar
            ? $"{Seam.Json}.Read{scalar.Scalar}Key(ref reader)"
            : $"Parse{Name(_types[type])}(reader.GetString()!)";

    private void Reach(string type, HashSet<string> reached, bool canonical)
    {
        var open = new Stack<string>();
        open.Push(type);
        while (open.Count > 0)
        {
            var next = open.Pop();
            var target = canonical && _unordered.Contains(next) ? _canonicalWrites : reached;
            if (!target.Add(next)) continue;
            foreach (var part in _types[next].References) open.Push(part);
        }
    }

    /// <summary>The types that are, or hold, a collection without an order of its own.</summary>
    private static HashSet<string> FindUnordered(IEnumerable<StateTypeModel> types)
    {
        var all = types.ToList();
        var found = new HashSet<string>(all.Where(IsUnordered).Select(t => t.FullName), StringComparer.Ordinal);
        int before;
        do
        {
            before = found.Count;
            foreach (var type in all.Where(t => t.References.Any(found.Contains))) found.Add(type.FullName);
        }
        while (found.Count > before);
        return found;
    }

    // A sorted collection has its order from a comparer, which equal arguments need not share.
    private static bool IsUnordered(StateTypeModel type) =>
        type is MapTypeModel or SequenceTypeModel
        {
            Kind: SequenceKind.Set or SequenceKind.SortedSet or SequenceKind.SetInterface or SequenceKind.ImmutableSet or SequenceKind.ImmutableSortedSet
        };

    private static Dictionary<string, string> MethodNames(IEnumerable<StateTypeModel> types)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in types.Where(t => t is not ScalarTypeModel).GroupBy(t => t.Hint, StringComparer.Ordinal))
        {
            var alone = group.Key.Length > 0 && group.Count() == 1;
            foreach (var type in group)
            {
                names.Add(type.FullName, alone ? group.Key : $"{group.Key}_{Identifiers.StableHash(type.FullName)}");
            }
        }

        return names;
    }
}
