using Jobs.Integration.Tests.Kit;

#pragma warning disable JOB3003 // The rule warns of exactly this; here it is shown that whoever does it all the same harms himself alone.

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Blocks its thread on whatever the framework offers to await.</summary>
[Job("sync")]
public sealed partial class SyncJob
{
    private int _saved;

    private Task<int> RunAsync(Context ctx, Probe probe)
    {
        probe.Tell("sync");
        probe.Gate("sync").Wait();
        var sum = ctx.TaskDispatcher.Blocks.Run(1).Result;
        sum += ctx.TaskDispatcher.Blocks.Many([2, 3]).ResultsAsync().AsTask().Result.Sum();
        _saved = sum;
        ctx.CheckpointAsync().AsTask().Wait();
        ctx.SleepAsync(TimeSpan.FromMilliseconds(1), "nap").AsTask().Wait();
        var child = ctx.SubmitAsync(new ReadyJob { Number = 3 }, "child").AsTask().Result;
        return Task.FromResult(_saved + child.ResultAsync().AsTask().Result);
    }

    [JobTask]
    private static int Blocks(int number, CancellationToken ct)
    {
        Task.Delay(1, ct).Wait(ct);
        return number;
    }
}
