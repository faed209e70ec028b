using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Swallows every cancellation, and ends when a gate of the test opens.</summary>
[Job("deaf")]
public sealed partial class DeafJob
{
    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        probe.Tell("deaf", ctx.JobId.ToString());
        while (!probe.Gate("deaf").IsCompleted)
        {
            try
            {
                await probe.Gate("deaf").WaitAsync(ctx.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                probe.Tell("deaf-heard");
                await probe.Gate("deaf");
            }
        }

        return "deaf";
    }
}
