using Jobs.Analyzers.Resume;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class AwaitInsteadFixerTests
{
    [Fact]
    public Task Awaits_WithParenthesesWhereTheyAreNeeded() => CodeFixTest.Of<RunAsyncBlocksAnalyzer, AwaitInsteadFixer>(Job(
        """
        var n = /* now */ [|Work().Result|] + 1;
        [|Work().Wait()|]; // Then.
        var text = [|Work().Result|].ToString();
        n += [|Work().GetAwaiter().GetResult()|];
        n += [|Task.FromResult([|Work().Result|]).Result|];
        """)).GivesAsync(Job(
        """
        var n = /* now */ await Work() + 1;
        await Work(); // Then.
        var text = (await Work()).ToString();
        n += await Work();
        n += await Task.FromResult(await Work());
        """));

    [Fact]
    public Task ASleep_BecomesADelayThatAnInterruptionEnds() => CodeFixTest.Of<RunAsyncBlocksAnalyzer, AwaitInsteadFixer>(Job(
        """
        [|Thread.Sleep(100)|]; // A while.
        [|System.Threading.Thread.Sleep(TimeSpan.FromSeconds(1))|];
        await PauseAsync(1);
        async Task PauseAsync(int milliseconds) => await Task.Run(async () => { [|Thread.Sleep(milliseconds)|]; await Work(); });
        """)).GivesAsync(Job(
        """
        await Task.Delay(100, ctx.CancellationToken); // A while.
        await Task.Delay(TimeSpan.FromSeconds(1), ctx.CancellationToken);
        await PauseAsync(1);
        async Task PauseAsync(int milliseconds) => await Task.Run(async () => { await Task.Delay(milliseconds, ctx.CancellationToken); await Work(); });
        """));

    [Theory]
    [InlineData("[|Work().Wait(1000)|];")]
    [InlineData("[|Task.WaitAll(Work())|];")]
    [InlineData("Action sleep = () => [|Thread.Sleep(1)|];")]
    [InlineData("[|new Thread(() => { }).Join()|];")]
    [InlineData("Func<int> f = () => [|Work().Result|];")]
    [InlineData("lock (this) { var n = [|Work().Result|]; }")]
    public Task OffersNothing_WhereNoAwaitMeansTheSame(string statement) =>
        CodeFixTest.Of<RunAsyncBlocksAnalyzer, AwaitInsteadFixer>(Job(statement)).OffersNothingAsync();

    private static string Job(string statements) =>
        $$"""
        [Job("a")]
        public sealed partial class A
        {
            private static Task<int> Work() => Task.FromResult(1);

            private async Task RunAsync(Context ctx)
            {
                {{statements}}
                await ctx.CheckpointAsync();
            }
        }
        """;
}
