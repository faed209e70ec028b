namespace Jobs.Benchmarks.Lifecycle;

/// <summary>Takes a number and returns it.</summary>
[Job("bench-noop")]
public sealed partial class NoOpJob
{
    public required int Number { get; init; }

    private ValueTask<int> RunAsync(Context ctx) => new(Number);
}
