using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Waits for its token, which it obeys.</summary>
[Job("never")]
public sealed partial class NeverJob
{
    private async Task RunAsync(Context ctx, Probe probe)
    {
        probe.Say("never");
        probe.Tell("never", ctx.JobId.ToString());
        await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
    }
}
