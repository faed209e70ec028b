using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Model;

/// <summary>Names that are safe to write into code.</summary>
internal static class Identifiers
{
    /// <summary>The name with an <c>@</c> where it is a keyword; symbols carry it without.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>What is left of a text when everything that an identifier of ASCII cannot hold is dropped.</summary>
    public static string Sanitize(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_') kept.Append(c);
        }

        return kept.ToString();
    }

    /// <summary>The name without a trailing <c>Async</c>, unless nothing would be left.</summary>
    public static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;

    /// <summary>
    /// Eight hexadecimal digits that tell texts apart, the same on every machine (FNV-1a; <c>string.GetHashCode</c> is
    /// seeded anew in each process).
    /// </summary>
    public static string StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = unchecked((hash ^ c) * 16777619u);
        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>As <see cref="StableHash"/>, of sixteen digits: for texts that nothing else tells apart.</summary>
    public static string LongStableHash(string text)
    {
        var hash = 14695981039346656037ul;
        foreach (var c in text) hash = unchecked((hash ^ c) * 1099511628211ul);
        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
