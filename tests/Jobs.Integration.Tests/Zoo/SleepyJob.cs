using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Sleeps durably, once.</summary>
[Job("sleepy")]
public sealed partial class SleepyJob
{
    public required TimeSpan Delay { get; init; }

    private async Task<bool> RunAsync(Context ctx, Probe probe)
    {
        probe.Say("sleepy");
        probe.Tell("sleepy");
        await ctx.SleepAsync(Delay, "nap");
        return ctx.IsResumed;
    }
}
