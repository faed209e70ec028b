using Jobs.Integration.Tests.Kit;

namespace Jobs.Remote.Tests.Zoo;

/// <summary>Tells the test that it runs, and waits until the test opens its gate.</summary>
[Job("gate")]
public sealed partial class GateJob
{
    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        ctx.Progress.Report(1, 2);
        probe.Tell("runs", ctx.JobId.ToString());
        await probe.Gate("gate").WaitAsync(ctx.CancellationToken);
        return "opened";
    }
}
