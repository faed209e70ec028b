using System.Globalization;
using System.Text.RegularExpressions;

namespace FileCopy;

/// <summary>
/// The name under which a file is written until it is whole. It lies in the folder of the file, since a rename is atomic
/// only within a volume; it is short, since the file's own name may be as long as names can be; and it is the same
/// whenever the file is copied, so that a repeated copy replaces what a killed one left.
/// </summary>
internal static partial class PartialFile
{
    private const string Extension = ".filecopy-partial";

    public static string PathFor(string destination)
    {
        var name = Path.GetFileName(destination);
        return Path.Combine(Path.GetDirectoryName(destination)!, string.Create(CultureInfo.InvariantCulture, $".{Hash(name):x16}{Extension}"));
    }

    /// <summary>Whether a path is such a name: then it is nothing to copy.</summary>
    public static bool IsOne(string path) => Name().IsMatch(Path.GetFileName(path.AsSpan()));

    /// <summary>Removes all from a folder.</summary>
    public static void DeleteAllIn(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $".*{Extension}"))
        {
            if (IsOne(path)) File.Delete(path);
        }
    }

    /// <summary>FNV-1a: string.GetHashCode differs from process to process.</summary>
    private static ulong Hash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    [GeneratedRegex(@"^\.[0-9a-f]{16}\.filecopy-partial$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
