using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Blocks its thread, in a task or in the job itself, until the test lets it go.</summary>
[Job("blocking")]
public sealed partial class BlockingJob
{
    public bool InTask { get; init; }

    private async Task RunAsync(Context ctx, Probe probe, ThreadBlock block)
    {
        if (InTask) await ctx.TaskDispatcher.Block.Run();
        else block.Enter();
    }

    [JobTask(Pool = "blocks")]
    private static void Block(TaskContext task, ThreadBlock block) => block.Enter();
}
