using System.IO.Pipes;
using Jobs.TestKit.Time;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Slots and the threads behind them.</summary>
public sealed class SlotThreadTests
{
    [Fact]
    public async Task Slots_OfTasksThatSitInSystemCalls_AreAllInUse()
    {
        // A read of a pipe waits inside the system: no look at the thread shows that it waits. Only time would tell, and the
        // clock of this test stands still.
        const int slots = 8;
        await using var host = await TestHost.StartAsync(configure: jobs => jobs.UseTimeProvider(new ManualTimeProvider()).Pool("default", slots));
        var pipes = Enumerable.Range(0, slots).Select(_ => new AnonymousPipeServerStream(PipeDirection.Out)).ToArray();
        using var arrived = new SemaphoreSlim(0);
        var handle = await host.Client.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var group = ctx.Many(
                (i, _) =>
                {
                    using var pipe = new AnonymousPipeClientStream(PipeDirection.In, pipes[i].ClientSafePipeHandle);
                    arrived.Release();
                    return Task.FromResult(pipe.ReadByte());
                },
                [.. Enumerable.Range(0, slots)]);
            return (await group.ResultsAsync()).Sum();
        }));
        var used = 0;
        while (used < slots && await arrived.WaitAsync(TimeSpan.FromSeconds(30))) used++;
        foreach (var pipe in pipes) pipe.WriteByte(1);
        Assert.Equal(slots, await handle.ResultAsync());
        Assert.Equal(slots, used);
        foreach (var pipe in pipes) pipe.Dispose();
    }
}
