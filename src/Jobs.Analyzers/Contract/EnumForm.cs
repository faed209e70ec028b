namespace Jobs.Analyzers.Contract;

/// <summary>An enum: its values are stored by name. Its own name is not stored.</summary>
internal sealed class EnumForm(string name)
{
    private readonly SortedDictionary<string, SortedSet<string>> _values = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>Whether several values may stand together.</summary>
    public bool IsFlags { get; private set; }

    /// <summary>Values, and the names that are read as them.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Values => _values;

    public bool Reads(string stored) => _values.Any(v => v.Key == stored || v.Value.Contains(stored));

    public bool Add(ContractEntry entry)
    {
        var words = entry.Words;
        if (words.Count == 2) return IsFlags = entry.Value == "flags";
        if (entry.Value.Length > 0 || !(words.Count == 3 || (words.Count == 5 && words[3] == "formerly"))) return false;
        if (!_values.TryGetValue(words[2], out var names)) _values.Add(words[2], names = new(StringComparer.Ordinal));
        if (words.Count == 5) names.Add(words[4]);
        return true;
    }
}
