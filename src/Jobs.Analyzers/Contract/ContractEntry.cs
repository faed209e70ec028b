using Jobs.Generators.Model;

namespace Jobs.Analyzers.Contract;

/// <summary>One line of a contract: words that say which stored thing it is about, and what is stored of it.</summary>
/// <param name="Words">Such as <c>job</c>, <c>file-copy</c>, <c>state</c>, <c>bytes</c>.</param>
/// <param name="Value">What stands behind the colon; empty when the words say all.</param>
internal sealed record ContractEntry(EquatableArray<string> Words, string Value)
{
    /// <summary>The words as they are written: what the lines are sorted by.</summary>
    public string Key { get; } = ContractWords.Join(Words);

    public string Text => Value.Length == 0 ? Key : Key + ": " + Value;

    public static ContractEntry Of(string value, params string[] words) => new(words.ToEquatableArray(), value);

    /// <summary>Reads a line, or says what is wrong with it.</summary>
    public static ContractEntry? Parse(string line, out string problem)
    {
        problem = "";
        var words = new List<string>();
        var at = 0;
        while (at < line.Length)
        {
            if (line[at] == ' ')
            {
                at++;
            }
            else if (line[at] == ':')
            {
                var value = line.Substring(at + 1).Trim();
                if (words.Count > 0 && value.Length > 0) return new ContractEntry(words.ToEquatableArray(), value);
                problem = words.Count == 0 ? "nothing stands before its colon" : "nothing stands behind its colon";
                return null;
            }
            else if (ContractWords.Read(line, ref at) is { } word)
            {
                words.Add(word);
            }
            else
            {
                problem = "a quotation mark is not closed";
                return null;
            }
        }

        return new ContractEntry(words.ToEquatableArray(), "");
    }
}
