namespace Jobs.Analyzers.Contract;

/// <summary>A stored member of a job or of a state type.</summary>
internal sealed class MemberShape(string name)
{
    private const string RequiredWord = "required ";

    private readonly SortedSet<string> _formerNames = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];

    public string Name { get; } = name;

    /// <summary>What stands for its value in the JSON, as <see cref="WireForm"/> reads it.</summary>
    public string Form { get; private set; } = "";

    public bool IsRequired { get; private set; }

    /// <summary>Whether it is a journaled member of a job, which is stored apart.</summary>
    public bool IsJournal { get; private set; }

    public IReadOnlyCollection<string> FormerNames => _formerNames;

    /// <summary>The keys of its lines.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>The value of a member's line.</summary>
    public static string ValueOf(string form, bool isRequired) => isRequired ? RequiredWord + form : form;

    public void Say(string value, bool isJournal, string key)
    {
        IsRequired = value.StartsWith(RequiredWord, StringComparison.Ordinal);
        Form = IsRequired ? value.Substring(RequiredWord.Length) : value;
        IsJournal = isJournal;
        _keys.Add(key);
    }

    public void AddFormer(string former, string key)
    {
        _formerNames.Add(former);
        _keys.Add(key);
    }

    /// <summary>Whether it reads what was stored under a name.</summary>
    public bool Reads(string stored) => Name == stored || _formerNames.Contains(stored);
}
