namespace Jobs;

/// <summary>Whether a host does what it is there for, at one moment: for a health check.</summary>
/// <param name="IsHealthy">False when it cannot start or record work, and somebody has to do something about it.</param>
/// <param name="Problem">What is wrong and what to do; null when nothing is.</param>
public sealed record JobsHealth(bool IsHealthy, string? Problem);
