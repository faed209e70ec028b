namespace FileCopy;

/// <summary>What there is to copy: made anew by every attempt, because the tree may have changed since the last one.</summary>
internal sealed class CopyPlan
{
    /// <summary>The files, in the same order whenever the tree is the same.</summary>
    public List<SourceFile> Files { get; } = [];

    /// <summary>The folders, each before what it contains.</summary>
    public List<SourceFolder> Folders { get; } = [];

    /// <summary>The folders that could not be read or made.</summary>
    public List<CopyFailure> Failures { get; } = [];

    /// <summary>The bytes of all files.</summary>
    public long Bytes { get; private set; }

    public void Add(SourceFile file)
    {
        Files.Add(file);
        Bytes += file.Size;
    }
}
