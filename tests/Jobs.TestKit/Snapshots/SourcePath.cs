namespace Jobs.TestKit.Snapshots;

/// <summary>Where a test's source file is on this machine.</summary>
public static class SourcePath
{
    // A build for CI maps the repository's root to this, so that binaries carry no path of the machine.
    private const string MappedRoot = "/_/";

    /// <summary>The real path of what <c>[CallerFilePath]</c> gave.</summary>
    public static string Resolve(string callerFile)
    {
        var path = callerFile.Replace('\\', '/');
        return path.StartsWith(MappedRoot, StringComparison.Ordinal) ? Path.Combine(RepositoryRoot(), path[MappedRoot.Length..]) : callerFile;
    }

    /// <summary>The folder that holds the solution, found upwards from the test's binaries.</summary>
    public static string RepositoryRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Jobs.sln"))) return directory.FullName;
        }

        throw new InvalidOperationException($"No Jobs.sln above {AppContext.BaseDirectory}.");
    }
}
