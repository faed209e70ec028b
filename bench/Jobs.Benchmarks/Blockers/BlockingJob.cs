namespace Jobs.Benchmarks.Blockers;

/// <summary>Blocks a thread until the row lets it go, as code does that calls <c>.Result</c> or sleeps.</summary>
[Job("blocking")]
public sealed partial class BlockingJob
{
    /// <summary>Whether a task blocks, and not the job itself.</summary>
    public bool InTask { get; init; }

    private async Task RunAsync(Context ctx, ThreadBlock block)
    {
        if (InTask) await ctx.TaskDispatcher.Block.Run();
        else block.Enter();
    }

    [JobTask]
    private static void Block(TaskContext task, ThreadBlock block) => block.Enter();
}
