namespace FileCopy;

/// <summary>Questions about where a path leads.</summary>
internal static class TreePath
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Absolute, without a trailing separator, so that <c>a</c> and <c>./a/</c> name the same copy.</summary>
    public static string Normalize(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>Whether a path is, or lies below, a folder; links that exist are followed on both sides.</summary>
    public static bool IsWithin(string path, string folder)
    {
        var inner = Resolve(path);
        var outer = Resolve(folder);
        return inner.Equals(outer, Comparison)
            || inner.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, Comparison);
    }

    /// <summary>The path with the links of its existing part resolved, from the root down.</summary>
    private static string Resolve(string path)
    {
        var root = Path.GetPathRoot(path) ?? "";
        var resolved = root;
        foreach (var name in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, name);
            if (new FileInfo(resolved).LinkTarget is null) continue;

            // ResolveLinkTarget follows the last name alone, but what it leads to may lie behind further links.
            if (Directory.ResolveLinkTarget(resolved, returnFinalTarget: true) is { } target && target.FullName != resolved)
                resolved = Resolve(target.FullName);
        }

        return resolved;
    }
}
