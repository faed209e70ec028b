namespace Acme.Files;

/// <summary>What was measured.</summary>
/// <param name="Count">How many texts.</param>
/// <param name="Length">How many characters they have together.</param>
public sealed record Measure(int Count, int Length);
