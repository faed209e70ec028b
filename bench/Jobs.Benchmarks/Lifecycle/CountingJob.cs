using Quartz;

namespace Jobs.Benchmarks.Lifecycle;

/// <summary>Quartz.NET's no-op: it counts itself. Quartz makes its jobs by type, so the count is static; one run at a time.</summary>
internal sealed class CountingJob : IJob
{
    private static TaskCompletionSource _allRan = new();
    private static int _left;

    public static Task Expect(int jobs)
    {
        _allRan = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, jobs);
        return _allRan.Task;
    }

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Decrement(ref _left) == 0) _allRan.TrySetResult();
        return default;
    }
}
