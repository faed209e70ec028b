using System.Text.Json;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>What a job is told of its earlier attempts, and what it finds again under its keys.</summary>
public sealed class ResumeTests
{
    private readonly MemoryStoreData _data = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_ThatMerelyWaitedThroughARestart_IsNotResumed(bool isClean)
    {
        JobId id;
        var first = new SteppedEngine(_data);
        var submit = first.Engine.SubmitAsync(
            ScriptJob.Of((_, ctx) => Task.FromResult(ctx.IsResumed ? 1 : 0)),
            new SubmitOptions { DueAt = first.Time.GetUtcNow() + TimeSpan.FromMinutes(1) }).AsTask();
        first.Settle();
        id = (await submit).Id;
        if (isClean) await first.SettleUntilAsync(first.Engine.StopAsync(TimeSpan.Zero, TimeSpan.Zero));

        using var second = new SteppedEngine(_data);
        second.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await second.SettleUntilAsync(second.Engine.ResultAsync<int>(id).AsTask()));
    }

    [Fact]
    public async Task Job_ThatWasPausedBeforeItStarted_IsNotResumed()
    {
        using var engine = new SteppedEngine(_data);
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of((_, ctx) => Task.FromResult(ctx.IsResumed ? 1 : 0)),
            new SubmitOptions { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(1) }).AsTask();
        engine.Settle();
        var id = (await submit).Id;
        _ = engine.Engine.PauseAsync(id).AsTask();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        _ = engine.Engine.ResumeAsync(id).AsTask();
        Assert.Equal(0, await engine.SettleUntilAsync(engine.Engine.ResultAsync<int>(id).AsTask()));
    }

    [Fact]
    public async Task Sleep_ThatWasBegunBeforeACrash_EndsAtItsTime()
    {
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            await ctx.SleepAsync(TimeSpan.FromHours(1), "nap");
            return 1;
        });
        var first = new SteppedEngine(_data); // Never closed: that is the crash.
        var submit = first.Engine.SubmitAsync(job).AsTask();
        first.Settle();
        var id = (await submit).Id;

        using var second = new SteppedEngine(_data);
        second.Time.Advance(TimeSpan.FromMinutes(50));
        second.Settle();
        var result = second.Engine.ResultAsync<int>(id).AsTask();
        second.Settle();
        Assert.False(result.IsCompleted);
        second.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await second.SettleUntilAsync(result));
    }

    [Fact]
    public async Task Task_ThatFailedInTheAttemptBefore_RunsAgain_AndOneThatEndedDoesNot()
    {
        using var engine = new SteppedEngine(_data);
        var runs = new List<int>();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var sum = await ctx.Run((n, _) => { runs.Add(n); return Task.FromResult(n); }, 1);
            return sum + await ctx.Run((n, _) => { runs.Add(n); return ctx.Attempt == 1 ? throw new IOException("once") : Task.FromResult(n); }, 2);
        }), new SubmitOptions { Retry = new RetryPolicy { Delay = TimeSpan.Zero } }).AsTask();
        engine.Settle();
        Assert.Equal(3, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
        Assert.Equal([1, 2, 2], runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_ThatRanBeforeARestart_IsResumed_ThoughItLeftNothing(bool isClean)
    {
        var never = new TaskCompletionSource<int>();
        var first = new SteppedEngine(_data);
        var submit = first.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
            ctx.IsResumed ? 1 : await never.Task.WaitAsync(ctx.CancellationToken))).AsTask();
        first.Settle();
        var id = (await submit).Id;
        if (isClean) await first.SettleUntilAsync(first.Engine.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(10)));

        using var second = new SteppedEngine(_data);
        Assert.Equal(1, await second.SettleUntilAsync(second.Engine.ResultAsync<int>(id).AsTask()));
    }

    [Fact]
    public async Task Parent_ThatReusesAChildsKeyForAnotherClass_Fails_AndIsToldBothNames()
    {
        using var engine = new SteppedEngine(_data, also: c => c.Add<TextJob>());
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            await ctx.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), "report");
            await ctx.SubmitAsync(new TextJob(), "report");
            return 0;
        })).AsTask();
        engine.Settle();
        var info = await engine.SettleUntilAsync((await submit).WaitAsync().AsTask());
        Assert.Equal((JobStatus.Failed, typeof(JobUsageException).FullName), (info.Status, info.Error!.Type));
        foreach (var word in new[] { $"'script' ({info.Id})", "'text'", "'report'", "a key of its own" }) Assert.Contains(word, info.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_ThatReturnsSomethingNow_AndDidNotWhenItRan_ParksTheJob_WithTheWayOut()
    {
        var never = new TaskCompletionSource<int>();
        var first = new SteppedEngine(_data);
        var submit = first.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            if (ctx.IsResumed) return await ctx.Run((n, _) => Task.FromResult(n), 1);
            await ctx.RunForNothing(1);
            return await never.Task.WaitAsync(ctx.CancellationToken);
        })).AsTask();
        first.Settle();
        var id = (await submit).Id;
        await first.SettleUntilAsync(first.Engine.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(10)));

        using var second = new SteppedEngine(_data);
        await second.SettleUntilAsync(() => second.State.ScheduledHeld == 1);
        var info = (await second.SettleUntilAsync(second.Engine.FindAsync(id).AsTask()))!;
        Assert.True(info.Error!.IsParking);
        foreach (var word in new[] { "'work'", "'script'", "returned nothing", "Raise the task's Version" }) Assert.Contains(word, info.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ThatReusesATokenForAnotherClass_IsAUsageError()
    {
        using var engine = new SteppedEngine(_data, also: c => c.Add<TextJob>());
        var options = new SubmitOptions { IdempotencyToken = "order 7" };
        await engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), options).AsTask());
        var error = await Assert.ThrowsAsync<JobUsageException>(() => engine.SettleUntilAsync(engine.Engine.SubmitAsync(new TextJob(), options).AsTask()));
        foreach (var word in new[] { "'script'", "'text'", "'order 7'" }) Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Another class, with another result.</summary>
    private sealed class TextJob : IJob<string>, IJobDefinition<TextJob>
    {
        private static readonly JobDescriptor<TextJob, string> s_descriptor = new()
        {
            Name = "text",
            Version = 1,
            InputWriter = static (w, _) => WriteNothing(w),
            StateWriter = static (w, _) => WriteNothing(w),
            Restorer = static (_, _, _) => new TextJob(),
            Runner = static (_, _, _) => new ValueTask<string>("text"),
            ResultWriter = static (w, r) => w.WriteStringValue(r),
            ResultReader = static (ref Utf8JsonReader r) => r.GetString()!,
        };

        JobDescriptor IJob<string>.Descriptor => s_descriptor;

        static JobDescriptor IJobDefinition<TextJob>.Descriptor => s_descriptor;

        private static void WriteNothing(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }
}
