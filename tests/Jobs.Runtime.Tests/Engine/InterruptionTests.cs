using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Code that catches its interruption and throws something else.</summary>
public sealed class InterruptionTests
{
    private static readonly SubmitOptions s_onlyOnce = new() { Retry = RetryPolicy.None };

    public static TheoryData<string> Disguises => new("wrapped", "deep", "among others", "cancellation", "unrelated");

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task Shutdown_ThatTheJobTurnsIntoAnotherException_SpendsNoAttempt(string disguise)
    {
        var data = new MemoryStoreData();
        var attempts = new List<int>();
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            attempts.Add(ctx.Attempt);
            return attempts.Count > 1 ? 7 : await StopAsync(ctx, disguise);
        });
        var id = await RunAndStopAsync(data, job);
        using var second = new SteppedEngine(data);
        second.Settle();
        Assert.Equal(7, await second.SettleUntilAsync(second.Engine.ResultAsync<int>(id).AsTask()));
        Assert.Equal([1, 1], attempts);
    }

    [Fact]
    public async Task Shutdown_BesideAnErrorThatTheAuthorCallsPermanent_EndsTheJob()
    {
        var data = new MemoryStoreData();
        var id = await RunAndStopAsync(data, ScriptJob.Of((_, ctx) => StopAsync(ctx, "permanent")));
        Assert.Equal(JobStatus.Failed, data.History[id.Value].Status);
    }

    [Fact]
    public async Task Shutdown_LeavesWhatElseWasThrown_InTheRow()
    {
        var data = new MemoryStoreData();
        var id = await RunAndStopAsync(data, ScriptJob.Of((_, ctx) => StopAsync(ctx, "unrelated")));
        Assert.Equal("The socket was closed.", data.Active[id.Value].Error?.Message);
        Assert.Equal(0, data.Active[id.Value].Row.FailedAttempts);
    }

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task Pause_ThatTheJobTurnsIntoAnotherException_SpendsNoAttempt_UnlessThatHasNothingToDoWithIt(string disguise)
    {
        using var engine = new SteppedEngine();
        var attempts = new List<int>();
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of(async (_, ctx) =>
            {
                attempts.Add(ctx.Attempt);
                return attempts.Count > 1 ? 7 : await StopAsync(ctx, disguise);
            }),
            s_onlyOnce).AsTask();
        engine.Settle();
        var id = (await submit).Id;
        _ = engine.Engine.PauseAsync(id).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 0);
        _ = engine.Engine.ResumeAsync(id).AsTask();
        var info = await engine.SettleUntilAsync(engine.Engine.WaitAsync(id).AsTask());
        Assert.Equal(disguise is "unrelated" or "cancellation" ? JobStatus.DeadLettered : JobStatus.Completed, info.Status);
    }

    [Theory]
    [InlineData("wrapped")]
    [InlineData("unrelated")]
    public async Task Task_ThatFallsOverItsTokenAtAShutdown_HasNoOutcome_AndRunsAgain(string disguise)
    {
        var data = new MemoryStoreData();
        var runs = 0;
        var job = ScriptJob.Of((_, ctx) => ctx.Run(async (_, task) =>
        {
            if (++runs > 1) return 7;
            var fired = new TaskCompletionSource();
            await using var registration = task.CancellationToken.Register(fired.SetResult);
            await fired.Task;
            throw disguise == "wrapped" ? new IOException("Wrapped.", new OperationCanceledException()) : new IOException("The socket was closed.");
        }, 1));
        var id = await RunAndStopAsync(data, job);
        using var second = new SteppedEngine(data);
        second.Settle();
        Assert.Equal(7, await second.SettleUntilAsync(second.Engine.ResultAsync<int>(id).AsTask()));
        Assert.Equal(2, runs);
    }

    private static async Task<JobId> RunAndStopAsync(MemoryStoreData data, ScriptJob job)
    {
        using var engine = new SteppedEngine(data);
        var submit = engine.Engine.SubmitAsync(job, s_onlyOnce).AsTask();
        engine.Settle();
        var id = (await submit).Id;
        Assert.Equal(0, await engine.SettleUntilAsync(engine.Engine.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(20))));
        return id;
    }

    /// <summary>Waits until it is interrupted, and then throws something of its own.</summary>
    private static async Task<int> StopAsync(ScriptContext ctx, string disguise)
    {
        try
        {
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            return 0;
        }
        catch (JobInterruptedException e)
        {
            throw disguise switch
            {
                "wrapped" => new InvalidOperationException("Wrapped.", e),
                "deep" => new InvalidOperationException("Wrapped.", new AggregateException(new TimeoutException(), new IOException("Twice.", e))),
                "among others" => new AggregateException(new TimeoutException(), e),
                "cancellation" => new IOException("Wrapped.", new TaskCanceledException()),
                "permanent" => new PermanentJobException("It cannot be done."),
                _ => new IOException("The socket was closed."),
            };
        }
    }
}
