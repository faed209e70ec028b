using System.Text.RegularExpressions;

namespace Jobs.Architecture.Tests.Guards;

/// <summary>One guard: the invariant that it keeps, where it stands, and the test that is to notice its absence.</summary>
internal sealed record GuardEntry(string Name, int Invariant, string File, string Test, Regex Snippet);
