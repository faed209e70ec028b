namespace Jobs.Analyzers.Contract;

/// <summary>A task of a job: how its finished work is found again, and read.</summary>
internal sealed class TaskShape(string name)
{
    /// <summary>What stands between the form of an argument and its default.</summary>
    public const string Default = " = ";

    private readonly List<string> _keys = [];

    public string Name { get; } = name;

    public int Version { get; private set; } = 1;

    /// <summary>Its arguments in order, each a name, a form, and what it is when a dispatch leaves it out: null where that is not said.</summary>
    public IReadOnlyList<(string Name, string Form, string? Default)> Arguments { get; private set; } = [];

    /// <summary>The form of the result, or null for none.</summary>
    public string? Result { get; private set; }

    /// <summary>The keys of its lines.</summary>
    public IReadOnlyList<string> Keys => _keys;

    public bool Say(string what, ContractEntry entry)
    {
        _keys.Add(entry.Key);
        switch (what)
        {
            case "version" when JobShape.Number(entry.Value) is { } version:
                Version = version;
                return true;
            case "arguments" when entry.Value.Length > 0:
                Arguments = ContractWords.Split(entry.Value).Select(Argument).ToList();
                return true;
            case "result" when entry.Value.Length > 0:
                Result = entry.Value;
                return true;
            default:
                return false;
        }
    }

    private static (string Name, string Form, string? Default) Argument(string text)
    {
        var at = 0;
        var name = text.Length == 0 ? "" : ContractWords.Read(text, ref at) ?? text;
        var rest = text.Substring(at).Trim();
        at = rest.IndexOf(Default, StringComparison.Ordinal);
        if (at < 0) return (name, rest, null);
        var form = rest.Substring(0, at);
        at += Default.Length;
        return (name, form, at < rest.Length ? ContractWords.Read(rest, ref at) : null);
    }
}
