namespace FileCopy;

/// <summary>Makes links.</summary>
internal static class Link
{
    /// <summary>
    /// Makes a link where a file or a link may be. It needs no other name first, as a file does: it has no content that
    /// could be half written, and one that is missing after a kill is made again.
    /// </summary>
    /// <param name="toFolder">Whether it leads to a folder, which Windows wants to know.</param>
    public static void Replace(string path, string target, bool toFolder)
    {
        // A link to a folder counts as a folder on Windows; a real folder that is not empty is refused by both.
        if (OperatingSystem.IsWindows() && new DirectoryInfo(path) is { Exists: true, LinkTarget: not null }) Directory.Delete(path);
        else File.Delete(path);
        if (toFolder) Directory.CreateSymbolicLink(path, target);
        else File.CreateSymbolicLink(path, target);
    }
}
