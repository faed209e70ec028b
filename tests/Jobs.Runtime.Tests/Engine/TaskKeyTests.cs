using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Keys of tasks are as those of jobs, children and sleeps: no two that differ may meet.</summary>
public sealed class TaskKeyTests
{
    [Theory]
    [InlineData(0, "0 characters|1 to 256")]
    [InlineData(257, "257 characters|1 to 256")]
    [InlineData(100_000, "100000 characters|1 to 256")]
    [InlineData(-1, "half of a surrogate pair")]
    public async Task Key_ThatIsNone_IsRefusedAtTheDispatch_AloneAndInAGroup(int length, string words)
    {
        var key = length < 0 ? "k\ud800" : new string('k', length);
        var errors = await ErrorsOf(
            ctx => ctx.Run((n, _) => Task.FromResult(n), 1, new TaskOptions { Key = key }),
            ctx => Task.FromResult(ctx.Many((n, _) => Task.FromResult(n), [1, 2], ["fine", key]).Count));

        foreach (var error in errors)
        {
            Assert.IsType<JobUsageException>(error);
            foreach (var word in words.Split('|').Concat(["Task 'work'", "job 'script' ("])) Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("k")]
    [InlineData("\ud83d\ude00")]
    public async Task Key_OfUnicodeText_IsTaken(string key) =>
        Assert.Equal([null], await ErrorsOf(ctx => ctx.Run((n, _) => Task.FromResult(n), 1, new TaskOptions { Key = key.PadLeft(256, 'x') })));

    [Fact]
    public async Task Keys_OfAJobAndASleep_MayNotHoldHalfOfAPairEither()
    {
        var errors = await ErrorsOf(async ctx =>
        {
            await ctx.SleepAsync(TimeSpan.Zero, "s\udc00");
            return 1;
        });
        Assert.Contains("half of a surrogate pair", Assert.IsType<JobUsageException>(errors[0]).Message, StringComparison.Ordinal);

        using var engine = new SteppedEngine();
        var refused = await Assert.ThrowsAsync<JobUsageException>(() =>
            engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), new SubmitOptions { Key = "s\udc00" }).AsTask()));
        Assert.Contains("half of a surrogate pair", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Exception?[]> ErrorsOf(params Func<ScriptContext, Task<int>>[] dispatches)
    {
        using var engine = new SteppedEngine(null, new EngineOptions());
        var errors = new List<Exception?>();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            foreach (var dispatch in dispatches) errors.Add(await Record.ExceptionAsync(() => dispatch(ctx)));
            return errors.Count;
        })).AsTask();
        engine.Settle();
        Assert.Equal(dispatches.Length, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
        return [.. errors];
    }
}
