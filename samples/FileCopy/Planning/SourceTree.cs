using System.IO.Enumeration;

namespace FileCopy;

/// <summary>Lists a tree: by name within each folder, so that the order is the same on every file system.</summary>
internal static class SourceTree
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>
    /// Lists what lies below a folder. A folder that cannot be read is noted and passed over. Links are listed as files and
    /// never followed: what they point to may lie outside the tree, or above it.
    /// </summary>
    /// <param name="source">The folder.</param>
    /// <param name="beforeEach">Called before each folder: the place to stop at.</param>
    public static CopyPlan List(string source, Action beforeEach)
    {
        var plan = new CopyPlan();
        var pending = new Stack<SourceFolder>();
        pending.Push(new SourceFolder("", Directory.GetLastWriteTimeUtc(source)));
        while (pending.TryPop(out var folder))
        {
            beforeEach();
            plan.Folders.Add(folder);
            foreach (var child in ReadFolder(source, folder.Path, plan).OrderByDescending(f => f.Path, StringComparer.Ordinal)) pending.Push(child);
        }

        return plan;
    }

    /// <summary>Adds a folder's files to the plan, and returns the folders in it.</summary>
    private static List<SourceFolder> ReadFolder(string source, string folder, CopyPlan plan)
    {
        var folders = new List<SourceFolder>();
        var files = new List<SourceFile>();
        try
        {
            foreach (var (entry, isFolder) in Entries(Path.Combine(source, folder), folder))
            {
                if (isFolder) folders.Add(new SourceFolder(entry.Path, entry.Modified));
                else if (!PartialFile.IsOne(entry.Path)) files.Add(entry);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            plan.Failures.Add(new CopyFailure(folder.Length == 0 ? "." : folder, e.Message));
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        files.ForEach(plan.Add);
        return folders;
    }

    private static FileSystemEnumerable<(SourceFile Entry, bool IsFolder)> Entries(string folder, string relative) =>
        new(folder, (ref FileSystemEntry entry) => Read(ref entry, relative), Everything);

    private static (SourceFile Entry, bool IsFolder) Read(ref FileSystemEntry entry, string relative)
    {
        var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
        var isFolder = entry.IsDirectory && !isLink;
        var path = Path.Combine(relative, entry.FileName.ToString());
        return (new SourceFile(path, isLink || isFolder ? 0 : entry.Length, entry.LastWriteTimeUtc.UtcDateTime), isFolder);
    }
}
