using System.Diagnostics;

namespace Jobs.Benchmarks.Priority;

/// <summary>Low work without end: tasks that compute, and offer their slot every millisecond.</summary>
[Job("low")]
public sealed partial class LowJob
{
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(1);

    private int _done;

    private async Task RunAsync(Context ctx)
    {
        await foreach (var piece in ctx.TaskDispatcher.Compute.Many(Enumerable.Range(0, 8)))
        {
            _done += piece.IsFaulted ? 0 : 1;
            await ctx.CheckpointIfDueAsync();
        }
    }

    [JobTask]
    private static async Task Compute(int number, TaskContext task, LowWork work)
    {
        work.Begin();
        while (!work.IsOver)
        {
            var startedAt = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(startedAt) < Stretch) Thread.SpinWait(20);
            await task.GiveWayAsync();
        }
    }
}
