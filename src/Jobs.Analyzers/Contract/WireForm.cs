namespace Jobs.Analyzers.Contract;

/// <summary>
/// What stands for a value in stored JSON: <c>int32</c>, <c>list&lt;string&gt;</c>, <c>map&lt;string, Acme.Item&gt;</c>,
/// <c>guid?</c>. Collections that are stored alike have one form, so that an array may become a list.
/// </summary>
/// <param name="Head">A scalar, a kind of collection, or the name of a type or enum.</param>
/// <param name="Parts">Of a collection, what it holds.</param>
/// <param name="IsNullable">Whether null stands for a missing value of a type that has none itself.</param>
internal sealed record WireForm(string Head, IReadOnlyList<WireForm> Parts, bool IsNullable)
{
    // What a reader of the second takes without loss from a writer of the first.
    private static readonly Dictionary<string, string[]> s_wider = new(StringComparer.Ordinal)
    {
        ["sbyte"] = ["int16", "int32", "int64", "int128", "single", "double", "decimal"],
        ["byte"] = ["int16", "uint16", "int32", "uint32", "int64", "uint64", "int128", "uint128", "single", "double", "decimal"],
        ["int16"] = ["int32", "int64", "int128", "single", "double", "decimal"],
        ["uint16"] = ["int32", "uint32", "int64", "uint64", "int128", "uint128", "single", "double", "decimal"],
        ["int32"] = ["int64", "int128", "double", "decimal"],
        ["uint32"] = ["int64", "uint64", "int128", "uint128", "double", "decimal"],
        ["int64"] = ["int128", "decimal"],
        ["uint64"] = ["int128", "uint128", "decimal"],
        ["half"] = ["single", "double"],
        ["single"] = ["double"],
    };

    public bool IsWidenedBy(WireForm other) =>
        Head == other.Head || (s_wider.TryGetValue(Head, out var wider) && wider.Contains(other.Head));

    public static WireForm Parse(string text)
    {
        text = text.Trim();
        var isNullable = text.EndsWith("?", StringComparison.Ordinal);
        if (isNullable) text = text.Substring(0, text.Length - 1);
        var open = text.IndexOf('<');
        if (open < 0 || !text.EndsWith(">", StringComparison.Ordinal)) return new WireForm(text, [], isNullable);
        var parts = ContractWords.Split(text.Substring(open + 1, text.Length - open - 2));
        return new WireForm(text.Substring(0, open), parts.Select(Parse).ToList(), isNullable);
    }
}
