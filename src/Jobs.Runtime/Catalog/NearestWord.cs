namespace Jobs.Catalog;

/// <summary>The word that somebody meant who wrote another: for errors that ask back. Pure; for any thread.</summary>
internal static class NearestWord
{
    private const int LengthMax = 64; // Longer ones are no words, and cost the square of their length.
    private const int LettersPerSlip = 3; // One slip in three letters: with more of them everything is near to everything.

    /// <summary>" Did you mean 'x'?", to stand behind an error; nothing when no word is near.</summary>
    public static string Question(string word, IEnumerable<string> known) => Find(word, known) is { } near ? $" Did you mean '{near}'?" : "";

    /// <summary>The known word with the fewest slips, or null when even that has too many. Letters of another case are none.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LengthMax) return null;
        var best = Math.Max(1, word.Length / LettersPerSlip) + 1;
        string? nearest = null;
        foreach (var candidate in known)
        {
            if (candidate.Length > LengthMax || Math.Abs(candidate.Length - word.Length) >= best) continue;
            var slips = Slips(word, candidate);
            if (slips >= Math.Min(best, candidate.Length)) continue; // A short word that shares no letter is none that was meant.
            (best, nearest) = (slips, candidate);
        }

        return nearest;
    }

    /// <summary>Letters left out, added, replaced, or exchanged with their neighbour.</summary>
    private static int Slips(string word, string other)
    {
        var rows = new int[word.Length + 1, other.Length + 1];
        for (var i = 0; i <= word.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= word.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (Same(i - 1, j - 1) ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1)) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[word.Length, other.Length];

        bool Same(int i, int j) => char.ToUpperInvariant(word[i]) == char.ToUpperInvariant(other[j]);
    }
}
