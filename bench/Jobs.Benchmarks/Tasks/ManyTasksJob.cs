namespace Jobs.Benchmarks.Tasks;

/// <summary>Dispatches tasks that do nothing, and adds up what they return.</summary>
[Job("bench-tasks")]
public sealed partial class ManyTasksJob
{
    private long _sum;

    /// <summary>How many.</summary>
    public required int Tasks { get; init; }

    private async Task<long> RunAsync(Context ctx)
    {
        await foreach (var task in ctx.TaskDispatcher.Echo.Many(Enumerable.Range(1, Tasks), number => new(number)))
        {
            _sum += task.Result;
            await ctx.CheckpointIfDueAsync();
        }

        return _sum;
    }

    [JobTask("echo")]
    private static ValueTask<int> Echo(int number) => new(number);
}
