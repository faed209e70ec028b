using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>User code at the engine's edges: callbacks, messages, absurd values.</summary>
public sealed class ContainmentTests
{
    [Fact]
    public async Task CallbackOnTheToken_DoesNotRunUnderTheAttemptsGate()
    {
        using var engine = new SteppedEngine();
        var goOn = new TaskCompletionSource();
        bool? isFree = null;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            // The loop takes that gate: held while a callback waits for something, it would hold up every job.
            ctx.CancellationToken.Register(() => isFree = Task.Run(() => ctx.Progress).Wait(TimeSpan.FromSeconds(5)));
            await goOn.Task;
            ctx.ThrowIfInterrupted();
            return 0;
        })).AsTask();
        engine.Settle();
        var handle = await submit;
        _ = engine.Engine.CancelAsync(handle.Id).AsTask();
        while (engine.State.Jobs[handle.Id.Value].Attempt!.Interruption == Interruption.None)
        {
            engine.Engine.RunTurn();
            engine.Engine.Writer.Step();
        }

        goOn.SetResult();
        engine.Lane.RunOne(engine.Lane.Count - 1); // The job goes on before the lane has come to fire its token.
        engine.Settle();
        Assert.True(isFree);
    }

    [Fact]
    public async Task Timeout_OfTheLongestTime_MeansNone()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), new SubmitOptions { Timeout = TimeSpan.MaxValue }).AsTask();
        engine.Settle();
        Assert.Equal(1, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
        Assert.Equal(0, engine.State.Permits.Taken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Task_WhoseExceptionCannotBeDescribed_StillFails(bool throwsInMessage)
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            try
            {
                return await ctx.Run((_, _) => throw new AwkwardException(throwsInMessage), 1);
            }
            catch (TaskFailedException)
            {
                return -1;
            }
        })).AsTask();
        engine.Settle();
        Assert.Equal(-1, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Job_WhoseExceptionCannotBeDescribed_StillFails(bool throwsInMessage)
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of((_, _) => throw new AwkwardException(throwsInMessage)), new SubmitOptions { Retry = RetryPolicy.None }).AsTask();
        engine.Settle();
        Assert.Equal(JobStatus.DeadLettered, (await engine.SettleUntilAsync((await submit).WaitAsync().AsTask())).Status);
    }

    [Fact]
    public async Task Progress_ReportedJustBeforeTheEnd_IsKept()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, ctx) =>
        {
            ctx.Progress.Report(100, 100);
            return Task.FromResult(1);
        })).AsTask();
        engine.Settle();
        var id = (await submit).Id;
        var info = await engine.SettleUntilAsync(engine.Engine.FindAsync(id).AsTask());
        Assert.Equal(JobStatus.Completed, info!.Status);
        Assert.Equal(100, info.Progress?.Completed);
    }

    [Fact]
    public async Task Pause_WhileATaskIsBeingDispatched_WakesWhoAwaitsIt()
    {
        using var engine = new SteppedEngine();
        JobId id = default;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            await ctx.Run((n, _) => Task.FromResult(n), 1);
            return await ctx.Run((n, _) => Task.FromResult(n), 2, whileDispatching: () =>
            {
                if (!ctx.IsResumed) engine.State.Jobs[id.Value].Attempt!.Interrupt(Interruption.Pause);
            });
        })).AsTask();
        while (!submit.IsCompleted)
        {
            engine.Engine.RunTurn();
            engine.Engine.Writer.Step();
        }

        id = (await submit).Id;
        Assert.Equal(2, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask())); // Not paused in the store: it runs again.
    }

    private sealed class AwkwardException(bool throws) : Exception
    {
        public override string Message => throws ? throw new NotSupportedException("No message.") : "half of a pair: \uD83D";
    }
}
