namespace Jobs.Analyzers.Contract;

/// <summary>A state type of the author's: a JSON object. Its name is not stored, and serves only to find it.</summary>
internal sealed class ObjectForm(string name)
{
    private readonly SortedDictionary<string, MemberShape> _members = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public IReadOnlyDictionary<string, MemberShape> Members => _members;

    public bool Add(ContractEntry entry)
    {
        var words = entry.Words;
        if (!_members.TryGetValue(words[2], out var member)) _members.Add(words[2], member = new MemberShape(words[2]));
        switch (words.Count)
        {
            case 3 when entry.Value.Length > 0:
                member.Say(entry.Value, isJournal: false, entry.Key);
                return true;
            case 5 when words[3] == "formerly" && entry.Value.Length == 0:
                member.AddFormer(words[4], entry.Key);
                return true;
            default:
                return false;
        }
    }
}
