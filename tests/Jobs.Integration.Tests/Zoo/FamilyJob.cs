using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>A tree of jobs whose leaves wait for their tokens.</summary>
[Job("family")]
public sealed partial class FamilyJob
{
    public required int Generations { get; init; }

    private async Task RunAsync(Context ctx, Probe probe)
    {
        probe.Say($"family {Generations}");
        if (Generations == 1)
        {
            probe.Tell("family-leaf", ctx.JobId.ToString());
            await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
        }

        var left = await ctx.SubmitAsync(new FamilyJob { Generations = Generations - 1 }, "left");
        var right = await ctx.SubmitAsync(new FamilyJob { Generations = Generations - 1 }, "right");
        await left.WaitAsync();
        await right.WaitAsync();
    }
}
