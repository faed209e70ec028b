namespace Jobs.Analyzers.Contract;

/// <summary>An enum: its values are stored by name. Its own name is not stored.</summary>
internal sealed class EnumForm(string name)
{
    /// <summary>Said of a value that an earlier one equals: it is read, and never written.</summary>
    public const string Alias = "alias";

    private readonly SortedSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _values = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>Whether several values may stand together.</summary>
    public bool IsFlags { get; private set; }

    /// <summary>Values, and the names that are read as them.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Values => _values;

    public bool Reads(string stored) => _values.Any(v => v.Key == stored || v.Value.Contains(stored));

    /// <summary>Whether equal values of another form are written as they are here: under a name that this one writes too.</summary>
    public bool WritesAs(EnumForm other) =>
        _values.Keys.All(name => _aliases.Contains(name) ? !other.Writes(name) : other.Writes(name));

    private bool Writes(string name) => _values.ContainsKey(name) && !_aliases.Contains(name);

    public bool Add(ContractEntry entry)
    {
        var words = entry.Words;
        if (words.Count == 2) return IsFlags = entry.Value == "flags";
        var isAlias = words.Count == 3 && entry.Value == Alias;
        if ((entry.Value.Length > 0 && !isAlias) || !(words.Count == 3 || (words.Count == 5 && words[3] == "formerly"))) return false;
        if (!_values.TryGetValue(words[2], out var names)) _values.Add(words[2], names = new(StringComparer.Ordinal));
        if (words.Count == 5) names.Add(words[4]);
        if (isAlias) _aliases.Add(words[2]);
        return true;
    }
}
