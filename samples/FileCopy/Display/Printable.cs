using System.Globalization;
using System.Text;

namespace FileCopy;

/// <summary>Names as they are shown. A name may hold any character: printed raw it could clear the screen or forge a line.</summary>
internal static class Printable
{
    /// <summary>The text with its control characters written as numbers.</summary>
    public static string Text(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsControl(c)) shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else shown.Append(c);
        }

        return shown.ToString();
    }
}
