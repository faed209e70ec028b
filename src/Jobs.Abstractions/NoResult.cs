namespace Jobs;

/// <summary>The result type of a job or task that returns none.</summary>
public readonly record struct NoResult;
