using System.Text;
using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>
/// Names of generated files. Roslyn compares them ignoring case and refuses some characters, for all files at once; and a project
/// may have them written to disk, where a name has at most 255 bytes.
/// </summary>
internal static class HintName
{
    private const int ReadableMax = 160;

    /// <summary>
    /// The file of a type, by its metadata name. A hash tells apart what differs in case; where characters were replaced or cut
    /// off many names look alike, and a longer one does.
    /// </summary>
    public static string Of(string metadataName)
    {
        var name = new StringBuilder(metadataName.Length);
        var isExact = metadataName.Length <= ReadableMax;
        foreach (var c in metadataName.Take(ReadableMax))
        {
            var safe = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-';
            name.Append(safe ? c : '-');
            isExact &= safe;
        }

        var hash = isExact ? Identifiers.StableHash(metadataName) : Identifiers.LongStableHash(metadataName);
        return $"{name}.{hash}.g.cs";
    }
}
