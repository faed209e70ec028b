using Jobs.TestKit.Snapshots;

namespace Jobs.Packages.Tests.Kit;

/// <summary>
/// The packages of this repository as a release would pack them, in a folder that is a feed. Built aside, so that no other
/// build of the repository is touched or can be taken for it.
/// </summary>
internal sealed class PackedPackages
{
    private const string Suffix = "packed";

    private PackedPackages(string folder) => Folder = folder;

    /// <summary>No feed has it: what is restored under it was packed here.</summary>
    public static string Version => $"0.1.0-{Suffix}";

    /// <summary>Where build output of these tests is kept from run to run, inside what is ignored.</summary>
    public static string Workshop { get; } = Path.Combine(SourcePath.RepositoryRoot(), "tests", "Jobs.Packages.Tests", "obj", "workshop");

    /// <summary>The feed.</summary>
    public string Folder { get; }

    public Package this[string id] => new(Path.Combine(Folder, $"{id}.{Version}.nupkg"));

    public Package SymbolsOf(string id) => new(Path.Combine(Folder, $"{id}.{Version}.snupkg"));

    public static async Task<PackedPackages> PackAsync()
    {
        var feed = Path.Combine(Workshop, "feed");
        if (Directory.Exists(feed)) Directory.Delete(feed, recursive: true);

        // A build that was killed leaves halves of files, which the next one takes for done. So each says that it is under way.
        var artifacts = Path.Combine(Workshop, "artifacts");
        var underWay = Path.Combine(Workshop, "under-way");
        if (File.Exists(underWay) && Directory.Exists(artifacts)) Directory.Delete(artifacts, recursive: true);
        Directory.CreateDirectory(Workshop);
        await File.WriteAllTextAsync(underWay, "");

        await Dotnet.RunAsync(
            SourcePath.RepositoryRoot(),
            "pack", "build/Jobs.Packages.slnf", "-c", "Release", "-v", "quiet", "-o", feed, "--version-suffix", Suffix,
            "-p:RunAnalyzers=false", // The build of the solution asked them already; they leave no trace in what is packed.
            "--artifacts-path", artifacts, "-p:ContinuousIntegrationBuild=true");
        File.Delete(underWay);
        return new PackedPackages(feed);
    }
}
