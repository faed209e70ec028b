using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Counts by a task, by a group and by a child, then waits at the gate "counted". A test changes what was stored of the three.</summary>
[Job("counting")]
public sealed partial class CountingJob
{
    private async Task<long> RunAsync(Context ctx, Probe probe)
    {
        var one = await ctx.TaskDispatcher.Tally.Run(1);
        long many = 0;
        await foreach (var counted in ctx.TaskDispatcher.Tally.Many([2, 3])) many += counted.Result;
        var child = await ctx.SubmitAsync(new EchoJob { Number = 4 }, "child");
        var echoed = await child.ResultAsync(ctx.CancellationToken);
        probe.Tell("counting-waits");
        await probe.Gate("counted").WaitAsync(ctx.CancellationToken);
        return one + many + echoed;
    }

    [JobTask]
    private static long Tally(int number, Probe probe)
    {
        probe.Say($"tally {number}");
        return number;
    }
}

/// <summary>Returns its number.</summary>
[Job("echo")]
public sealed partial class EchoJob
{
    /// <summary>The number.</summary>
    public required long Number { get; init; }

    private async Task<long> RunAsync(Context ctx)
    {
        await ctx.CheckpointAsync();
        return Number;
    }
}
