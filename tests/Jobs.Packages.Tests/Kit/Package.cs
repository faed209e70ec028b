using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Jobs.Packages.Tests.Kit;

/// <summary>A packed file.</summary>
internal sealed partial class Package(string path)
{
    public string File => path;

    /// <summary>What is in it, sorted. Names that are made anew at each packing, or belong to the container, are left out.</summary>
    public IReadOnlyList<string> Entries()
    {
        using var archive = ZipFile.OpenRead(path);
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => !ContainerPart().IsMatch(name))
                .Order(StringComparer.Ordinal),
        ];
    }

    public byte[] Read(string entry)
    {
        using var archive = ZipFile.OpenRead(path);
        using var stream = archive.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The description that a restore reads, with what differs from one build to the next left out.</summary>
    public string Description()
    {
        var nuspec = System.Text.Encoding.UTF8.GetString(Read(Entries().Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal)))).TrimStart('\uFEFF');
        return ElementsThatVary()
            .Replace(nuspec, "")
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace(PackedPackages.Version, "{Version}", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(_rels/|package/|\[Content_Types\])")]
    private static partial Regex ContainerPart();

    // A clone has its own commit, and the remote that it was cloned from; the address of the licence is the packer's own addition.
    [GeneratedRegex(@"\n *<(repository [^>]*/>|licenseUrl>[^<]*</licenseUrl>)")]
    private static partial Regex ElementsThatVary();
}
