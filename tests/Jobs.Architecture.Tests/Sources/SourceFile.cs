namespace Jobs.Architecture.Tests.Sources;

/// <summary>One C# file that a guard looks at: of the repository, or planted by a test.</summary>
/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text);
