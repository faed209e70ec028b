namespace Jobs.Store;

/// <summary>The one name of a file: absolute, with every symbolic link on the way followed. Two ways to a store must meet at one lock.</summary>
internal static class CanonicalPath
{
    private const int LinksMax = 40; // As the kernel's own bound: a ring of links is an error, not a wait.

    /// <summary>Resolves a path, whether or not its last part exists.</summary>
    public static string Of(string path) => Resolve(Path.GetFullPath(path), LinksMax);

    private static string Resolve(string full, int linksLeft)
    {
        if (linksLeft == 0) throw new IOException($"'{full}' leads through too many symbolic links.");
        if (Path.GetDirectoryName(full) is not { } parent) return full;

        var here = Path.Combine(Resolve(parent, linksLeft), Path.GetFileName(full));
        var target = new FileInfo(here).LinkTarget;
        return target is null ? here : Resolve(Path.GetFullPath(target, Path.GetDirectoryName(here)!), linksLeft - 1);
    }
}
