using Jobs.Analyzers.Usage;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4006)</summary>
public sealed class TaskCalledAsMethodTests
{
    [Theory]
    [InlineData("_bytes = await [|Measure(\"a\")|];")]
    [InlineData("await Go();", "private async Task Go() => _bytes = await [|Scale(\"a\", 2)|];")]
    public Task CalledByTheJob_Triggers(string statements, string members = "") => AnalyzerTest.Of<TaskCalledAsMethodAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("_bytes = await ctx.TaskDispatcher.Measure.Run(\"a\");")]
    [InlineData("_bytes = await Twice(\"a\");", "private static Task<long> Twice(string p) => Task.FromResult(2L * p.Length);")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static async Task<long> Twice(string p) => 2 * await Measure(p);")]
    public Task DispatchedOrCalledByATask_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<TaskCalledAsMethodAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
