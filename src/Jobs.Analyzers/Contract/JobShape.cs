using System.Globalization;

namespace Jobs.Analyzers.Contract;

/// <summary>What rows of one job hold.</summary>
internal sealed class JobShape(string name)
{
    private const string Journal = "journal";

    private readonly SortedDictionary<string, MemberShape> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TaskShape> _tasks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, IReadOnlyList<string>> _upgrades = [];
    private readonly SortedSet<string> _formerNames = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public int Version { get; private set; } = 1;

    public IReadOnlyCollection<string> FormerNames => _formerNames;

    /// <summary>By the version that they upgrade from: the members that they give.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> Upgrades => _upgrades;

    public IReadOnlyDictionary<string, MemberShape> Members => _members;

    public IReadOnlyDictionary<string, TaskShape> Tasks => _tasks;

    /// <summary>The form of the result, or null for none.</summary>
    public string? Result { get; private set; }

    /// <summary>Whether an upgrade of rows of that version, or of a later one, gives the member.</summary>
    public bool Converts(string member, int from) => _upgrades.Any(u => u.Key >= from && u.Value.Contains(member));

    public bool Add(ContractEntry entry)
    {
        var words = entry.Words;
        switch (words[2])
        {
            case "version" when words.Count == 3 && Number(entry.Value) is { } version:
                Version = version;
                return true;
            case "formerly" when words.Count == 4 && entry.Value.Length == 0:
                return _formerNames.Add(words[3]);
            case "upgrade" when words.Count == 4 && Number(words[3]) is { } from:
                _upgrades[from] = ContractWords.Split(entry.Value);
                return true;
            case "input" or "state" or Journal when words.Count == 4 && entry.Value.Length > 0:
                Member(words[3]).Say(entry.Value, isJournal: words[2] == Journal, entry.Key);
                return true;
            case "input" or "state" or Journal when words.Count == 6 && words[4] == "formerly" && entry.Value.Length == 0:
                Member(words[3]).AddFormer(words[5], entry.Key);
                return true;
            case "result" when words.Count == 3 && entry.Value.Length > 0:
                Result = entry.Value;
                return true;
            case "task" when words.Count == 5:
                if (!_tasks.TryGetValue(words[3], out var task)) _tasks.Add(words[3], task = new TaskShape(words[3]));
                return task.Say(words[4], entry);
            default:
                return false;
        }
    }

    public static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private MemberShape Member(string name)
    {
        if (!_members.TryGetValue(name, out var member)) _members.Add(name, member = new MemberShape(name));
        return member;
    }
}
