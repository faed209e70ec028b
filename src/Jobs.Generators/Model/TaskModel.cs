namespace Jobs.Generators.Model;

/// <summary>One method marked <c>[JobTask]</c>.</summary>
internal sealed record TaskModel
{
    /// <summary>The method, escaped.</summary>
    public required string Method { get; init; }

    /// <summary>The dispatcher's member: the method's name without a trailing <c>Async</c>, not escaped.</summary>
    public required string Member { get; init; }

    public required string StoredName { get; init; }

    public required int Version { get; init; }

    public required string Pool { get; init; }

    public required int MaxAttempts { get; init; }

    public required int RetryDelayMs { get; init; }

    /// <summary>In ticks of 100 ns; 0 for none.</summary>
    public required long TimeoutTicks { get; init; }

    public required ResultModel Result { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }
}
