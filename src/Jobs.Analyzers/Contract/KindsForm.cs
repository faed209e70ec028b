namespace Jobs.Analyzers.Contract;

/// <summary>A hierarchy of declared types: an object that names which of them it is.</summary>
internal sealed class KindsForm(string name)
{
    private const string AliasWord = "alias ";

    private readonly SortedSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _kinds = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>The stored names of the types, and their forms.</summary>
    public IReadOnlyDictionary<string, string> Kinds => _kinds;

    /// <summary>Whether the base class is one of them, stored without a name.</summary>
    public bool HasItself { get; private set; }

    /// <summary>The value of a kind's line.</summary>
    /// <param name="form">The form of the type.</param>
    /// <param name="isAlias">Whether an earlier name of the same type is the one that is written.</param>
    public static string ValueOf(string form, bool isAlias) => isAlias ? AliasWord + form : form;

    /// <summary>Whether values of a type are written under this name.</summary>
    public bool Writes(string kind) => _kinds.ContainsKey(kind) && !_aliases.Contains(kind);

    public bool Add(ContractEntry entry)
    {
        if (entry.Words.Count == 2) return HasItself = entry.Value == "itself";
        if (entry.Words.Count != 3 || entry.Value.Length == 0) return false;
        var isAlias = entry.Value.StartsWith(AliasWord, StringComparison.Ordinal);
        if (isAlias) _aliases.Add(entry.Words[2]);
        _kinds[entry.Words[2]] = isAlias ? entry.Value.Substring(AliasWord.Length) : entry.Value;
        return true;
    }
}
