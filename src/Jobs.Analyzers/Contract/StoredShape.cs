namespace Jobs.Analyzers.Contract;

/// <summary>
/// What the lines of a contract come to. One is made of the file and one of the code, by way of the same lines, so that what
/// cannot be written in a contract cannot be compared either.
/// </summary>
internal sealed class StoredShape
{
    private const string Unknown = "it is about nothing that this version of the analyzer knows";

    private readonly SortedDictionary<string, JobShape> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectForm> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumForm> _enums = new(StringComparer.Ordinal);

    private readonly Dictionary<string, KindsForm> _kinds = new(StringComparer.Ordinal);

    private StoredShape()
    {
    }

    public IReadOnlyDictionary<string, JobShape> Jobs => _jobs;

    public IReadOnlyDictionary<string, ObjectForm> Types => _types;

    public IReadOnlyDictionary<string, EnumForm> Enums => _enums;

    public IReadOnlyDictionary<string, KindsForm> Kinds => _kinds;

    /// <summary>Whether lines of their own say what the head of a form is.</summary>
    public bool HasLinesOf(string head) => _types.ContainsKey(head) || _enums.ContainsKey(head) || _kinds.ContainsKey(head);

    public static StoredShape Of(IEnumerable<ContractEntry> entries)
    {
        var shape = new StoredShape();
        foreach (var entry in entries) shape.Add(entry);
        return shape;
    }

    /// <summary>Whether a line says something that can be compared, or why not.</summary>
    public static bool IsKnown(ContractEntry entry, out string problem)
    {
        problem = new StoredShape().Add(entry) ? "" : Unknown;
        return problem.Length == 0;
    }

    private bool Add(ContractEntry entry)
    {
        var words = entry.Words;
        if (words.Count < 2) return false;
        return words[0] switch
        {
            "job" => words.Count > 2 && Get(_jobs, words[1], static name => new JobShape(name)).Add(entry),
            "type" => words.Count > 2 && Get(_types, words[1], static name => new ObjectForm(name)).Add(entry),
            "enum" => Get(_enums, words[1], static name => new EnumForm(name)).Add(entry),
            "kinds" => Get(_kinds, words[1], static name => new KindsForm(name)).Add(entry),
            _ => false,
        };
    }

    private static T Get<T>(IDictionary<string, T> table, string name, Func<string, T> make)
    {
        if (!table.TryGetValue(name, out var found)) table.Add(name, found = make(name));
        return found;
    }
}
