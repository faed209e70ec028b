using System.Text;
using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Names of generated files. Roslyn compares them ignoring case and refuses some characters, for all files at once.</summary>
internal static class HintName
{
    /// <summary>The file of a type, by its metadata name; the hash tells apart what differs in case or in replaced characters.</summary>
    public static string Of(string metadataName)
    {
        var name = new StringBuilder(metadataName.Length);
        foreach (var c in metadataName)
        {
            var safe = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-';
            name.Append(safe ? c : '-');
        }

        return $"{name}.{Identifiers.StableHash(metadataName)}.g.cs";
    }
}
