namespace FileCopy;

/// <summary>One file or folder that is not at the destination, and why.</summary>
public sealed record CopyFailure(string Path, string Message);
