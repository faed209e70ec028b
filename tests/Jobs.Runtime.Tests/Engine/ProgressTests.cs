using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>What a job says of how far it is, on its way to those who listen.</summary>
public sealed class ProgressTests
{
    private readonly EngineOptions _options = new();

    [Fact]
    public async Task Progress_ReportedAThousandTimes_CostsTheLoopOneLookInEachInterval()
    {
        using var engine = new SteppedEngine();
        await using var heard = engine.Engine.Events.Subscribe(null, 4096).GetAsyncEnumerator();
        ScriptContext? context = null;
        var end = new TaskCompletionSource<int>();
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, ctx) =>
        {
            context = ctx;
            return end.Task;
        })).AsTask();
        await engine.SettleUntilAsync(() => context is not null);

        Report(1, 1000);
        engine.Settle();
        Report(1001, 2000); // Nobody hears of the first thousand and one here: the loop has just looked.
        engine.Settle();
        Assert.Equal(1000, Assert.Single(await ProgressHeardAsync()));

        engine.Time.Advance(_options.NoticeInterval);
        engine.Settle();
        Assert.Equal(2000, Assert.Single(await ProgressHeardAsync()));

        engine.Time.Advance(_options.NoticeInterval);
        engine.Settle(); // Silence since the last look: the loop looks no more,
        Report(2001, 2001); // and is told again.
        engine.Settle();
        Assert.Equal(2001, Assert.Single(await ProgressHeardAsync()));
        end.SetResult(0);
        engine.Settle();

        void Report(int from, int to)
        {
            for (var i = from; i <= to; i++) context!.Progress.Report(i);
        }

        // Reads what is there: a subscriber's channel is filled before Settle returns.
        async Task<long[]> ProgressHeardAsync()
        {
            var values = new List<long>();
            engine.Engine.Events.Publish(new JobEvent { Kind = JobEventKind.Missed }); // Marks where to stop.
            while (await heard.MoveNextAsync() && heard.Current.Kind != JobEventKind.Missed)
            {
                if (heard.Current.Progress is { } progress) values.Add(progress.Completed);
            }

            return [.. values];
        }
    }

    [Fact]
    public async Task Query_BetweenTwoLooks_ShowsTheNewestProgress()
    {
        using var engine = new SteppedEngine();
        var end = new TaskCompletionSource<int>();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, ctx) =>
        {
            ctx.Progress.Report(1);
            ctx.Progress.Report(2);
            return end.Task;
        })).AsTask();
        engine.Settle();
        var info = await engine.SettleUntilAsync(engine.Engine.FindAsync((await submit).Id, default).AsTask());
        Assert.Equal(2, info?.Progress?.Completed);
        end.SetResult(0);
        engine.Settle();
    }

    [Fact]
    public async Task Job_ThatWasSilentForLong_LeavesNoTimerBehind()
    {
        using var engine = new SteppedEngine();
        var end = new TaskCompletionSource<int>();
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, ctx) =>
        {
            ctx.Progress.Report(1);
            return end.Task;
        })).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 1);
        engine.Settle();
        for (var i = 0; i < 3; i++)
        {
            engine.Time.Advance(_options.NoteInterval);
            engine.Settle();
        }

        Assert.Equal(Timeout.InfiniteTimeSpan, engine.State.Clock.UntilNext());
        end.SetResult(0);
        engine.Settle();
    }
}
