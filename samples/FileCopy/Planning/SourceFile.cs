namespace FileCopy;

/// <summary>
/// One file as the listing saw it. Size and time are part of the copy task's arguments, and thereby of its identity: a file
/// that changes between two starts is another task, and is copied again, while an unchanged one is not.
/// </summary>
/// <param name="Path">Its path below the source.</param>
/// <param name="Size">Its length in bytes; zero for a link.</param>
/// <param name="Modified">When it was written last, UTC.</param>
public readonly record struct SourceFile(string Path, long Size, DateTime Modified);
