namespace Jobs.Benchmarks.Lifecycle;

/// <summary>Takes a number, counts itself, and returns the number.</summary>
[Job("bench-noop")]
public sealed partial class NoOpJob
{
    private static TaskCompletionSource<int> s_lastRan = new();
    private static int s_left;

    public required int Number { get; init; }

    /// <summary>The number of the job that runs last of so many. One benchmark runs at a time.</summary>
    public static Task<int> Expect(int jobs)
    {
        s_lastRan = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref s_left, jobs);
        return s_lastRan.Task;
    }

    private ValueTask<int> RunAsync(Context ctx)
    {
        if (Interlocked.Decrement(ref s_left) == 0) s_lastRan.TrySetResult(Number);
        return new(Number);
    }
}
