namespace FileCopy;

/// <summary>One folder of the tree.</summary>
/// <param name="Path">Its path below the source; empty for the source itself.</param>
/// <param name="Modified">When it was written last, UTC.</param>
internal readonly record struct SourceFolder(string Path, DateTime Modified);
