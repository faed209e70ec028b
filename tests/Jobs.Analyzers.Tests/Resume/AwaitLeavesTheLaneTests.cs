using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3025)</summary>
public sealed class AwaitLeavesTheLaneTests
{
    [Theory]
    [InlineData("await [|Task.Delay(1).ConfigureAwait(false)|];")]
    [InlineData("await [|ctx.CheckpointAsync().ConfigureAwait(false)|];")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static async Task Go(int n) => await [|Task.Delay(n).ConfigureAwait(false)|];")]
    public Task ConfigureAwaitFalse_Triggers(string statements, string members = "") => AnalyzerTest.Of<AwaitLeavesTheLaneAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("await Task.Delay(1);")]
    [InlineData("await Task.Delay(1).ConfigureAwait(true);")]
    [InlineData("await Task.Delay(1).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);")]
    public Task WithTheContext_DoesNotTrigger(string statements) => AnalyzerTest.Of<AwaitLeavesTheLaneAnalyzer>(JobSource.Of(statements)).RunAsync();
}
