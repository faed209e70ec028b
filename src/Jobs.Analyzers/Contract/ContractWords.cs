using System.Text;

namespace Jobs.Analyzers.Contract;

/// <summary>Words of a contract: plain where that is certain, and otherwise in quotation marks, since a stored name may hold anything.</summary>
internal static class ContractWords
{
    public static string Join(IEnumerable<string> words) => string.Join(" ", words.Select(Quote));

    public static string Quote(string word) =>
        word.Length > 0 && word.All(IsPlain) ? word : "\"" + word.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <summary>Reads the word that begins at a place and moves behind it; null when it does not end.</summary>
    public static string? Read(string line, ref int at)
    {
        var word = new StringBuilder();
        if (line[at] != '"')
        {
            while (at < line.Length && line[at] is not (' ' or ':' or '"')) word.Append(line[at++]);
            return word.ToString();
        }

        for (at++; at < line.Length; at++)
        {
            if (line[at] == '"')
            {
                at++;
                return word.ToString();
            }

            if (line[at] == '\\' && at + 1 < line.Length) at++;
            word.Append(line[at]);
        }

        return null;
    }

    /// <summary>The items of a list at its commas, those inside brackets, parentheses or quotation marks aside.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        var items = new List<string>();
        var (depth, start, quoted) = (0, 0, false);
        for (var i = 0; i < list.Length; i++)
        {
            switch (list[i])
            {
                case '\\' when quoted: i++; break;
                case '"': quoted = !quoted; break;
                case '<' or '(' or '[' when !quoted: depth++; break;
                case '>' or ')' or ']' when !quoted: depth--; break;
                case ',' when !quoted && depth == 0:
                    items.Add(list.Substring(start, i - start).Trim());
                    start = i + 1;
                    break;
            }
        }

        var last = list.Substring(start).Trim();
        if (last.Length > 0 || items.Count > 0) items.Add(last);
        return items;
    }

    private static bool IsPlain(char c) => c is not (' ' or ':' or ',' or '"' or '\\' or '#' or '<' or '>' or '(' or ')') && !char.IsControl(c);
}
