using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Awaits one task, then waits at the gate "once": what is awaited must be found again, not done again.</summary>
[Job("once")]
public sealed partial class OnceJob
{
    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        var first = await ctx.TaskDispatcher.Stamp.Run("first");
        probe.Tell("once-waits");
        await probe.Gate("once").WaitAsync(ctx.CancellationToken);
        var second = await ctx.TaskDispatcher.Stamp.Run("second");
        return $"{first} {second}";
    }

    /// <summary>Different each time it really runs.</summary>
    [JobTask]
    private static Task<string> Stamp(string name, TaskContext task, Probe probe)
    {
        probe.Say($"stamp {name}");
        return Task.FromResult($"{name}#{probe.Count($"stamp {name}")}");
    }
}
