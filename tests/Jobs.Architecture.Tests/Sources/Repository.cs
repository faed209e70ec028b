namespace Jobs.Architecture.Tests.Sources;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Every C# file below a folder, with its text.</summary>
    public static IReadOnlyList<SourceFile> CSharpFiles(string folder) =>
        [.. Files("*.cs", folder).Select(path => new SourceFile(path, Read(path)))];

    /// <summary>The paths of every file of a pattern below a folder, build output excepted, in a stable order.</summary>
    public static IReadOnlyList<string> Files(string pattern, string folder = "") =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "artifacts" or ".git"))
            .Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Jobs.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No Jobs.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
