using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3012)</summary>
public sealed class DelayInsteadOfSleepTests
{
    [Theory]
    [InlineData("await [|Task.Delay(TimeSpan.FromMinutes(5))|];")]
    [InlineData("await [|Task.Delay(10_000)|];")]
    [InlineData("await [|Task.Delay(TimeSpan.FromHours(1.5), ctx.CancellationToken)|];")]
    [InlineData("await [|Task.Delay(new TimeSpan(0, 1, 0))|];")]
    public Task ALongDelay_Triggers(string statements) => AnalyzerTest.Of<DelayInsteadOfSleepAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1));")]
    [InlineData("await Task.Delay(500);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(Paths.Length));")]
    [InlineData("await ctx.SleepAsync(TimeSpan.FromDays(1), \"s\");")]
    public Task AShortOrUnknownDelay_DoesNotTrigger(string statements) => AnalyzerTest.Of<DelayInsteadOfSleepAnalyzer>(JobSource.Of(statements)).RunAsync();
}
