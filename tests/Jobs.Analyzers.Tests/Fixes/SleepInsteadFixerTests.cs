using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class SleepInsteadFixerTests
{
    [Fact]
    public Task ALongDelay_BecomesASleep() => CodeFixTest.Of<DelayInsteadOfSleepAnalyzer, SleepInsteadFixer>(JobSource.Of(
        """
        await [|Task.Delay(TimeSpan.FromMinutes(5), ctx.CancellationToken)|];
        """)).Rule("JOB3012").GivesAsync(JobSource.Of(
        """
        await ctx.SleepAsync(TimeSpan.FromMinutes(5), "delay");
        """));

    [Fact]
    public Task Milliseconds_BecomeATimeSpan() => CodeFixTest.Of<DelayInsteadOfSleepAnalyzer, SleepInsteadFixer>(JobSource.Of(
        """
        await [|Task.Delay(60_000)|];
        """)).Rule("JOB3012").GivesAsync(JobSource.Of(
        """
        await ctx.SleepAsync(TimeSpan.FromMilliseconds(60_000), "delay");
        """));

    [Fact]
    public Task InALoop_OffersNothing() => CodeFixTest.Of<DelayInsteadOfSleepAnalyzer, SleepInsteadFixer>(JobSource.Of(
        """
        while (_next < 3) { await [|Task.Delay(60_000)|]; _next++; }
        """)).Rule("JOB3012").OffersNothingAsync();
}
