namespace Jobs.Analyzers.Contract;

/// <summary>A hierarchy of declared types: an object that names which of them it is.</summary>
internal sealed class KindsForm(string name)
{
    private readonly SortedDictionary<string, string> _kinds = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>The stored names of the types, and their forms.</summary>
    public IReadOnlyDictionary<string, string> Kinds => _kinds;

    /// <summary>Whether the base class is one of them, stored without a name.</summary>
    public bool HasItself { get; private set; }

    public bool Add(ContractEntry entry)
    {
        if (entry.Words.Count == 2) return HasItself = entry.Value == "itself";
        if (entry.Words.Count != 3 || entry.Value.Length == 0) return false;
        _kinds[entry.Words[2]] = entry.Value;
        return true;
    }
}
