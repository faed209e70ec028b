using Jobs;

namespace FileCopy;

/// <summary>The folders at the destination.</summary>
internal static class DestinationTree
{
    /// <summary>
    /// Makes the plan's folders. One that cannot be made is noted, and the files below it will fail one by one. On a
    /// resume it also removes what copies that were killed left behind: nothing else of this job runs at that moment.
    /// </summary>
    public static void Make(string destination, CopyPlan plan, bool removePartialFiles)
    {
        foreach (var folder in plan.Folders)
        {
            var path = Path.Combine(destination, folder.Path);
            try
            {
                Directory.CreateDirectory(path);
                if (removePartialFiles) PartialFile.DeleteAllIn(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Without the destination itself every file would fail, each for the same reason.
                if (folder.Path.Length == 0) throw new PermanentJobException($"the destination {destination} cannot be made: {e.Message}", e);
                plan.Failures.Add(new CopyFailure(folder.Path, e.Message));
            }
        }
    }

    /// <summary>Whether something is where a file was copied to.</summary>
    public static bool Has(string destination, SourceFile file)
    {
        var there = new FileInfo(Path.Combine(destination, file.Path));
        return there.Exists || there.LinkTarget is not null; // A link may point to nothing, as it did at the source.
    }

    /// <summary>
    /// Gives the folders their times, innermost first; only at the end, because every file that appears in a folder
    /// changes the folder's time. A time that cannot be set is not worth a failed copy.
    /// </summary>
    public static void SetTimes(string destination, CopyPlan plan)
    {
        for (var i = plan.Folders.Count - 1; i >= 0; i--)
        {
            try
            {
                Directory.SetLastWriteTimeUtc(Path.Combine(destination, plan.Folders[i].Path), plan.Folders[i].Modified);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Some file systems keep no such times.
            }
        }
    }
}
