using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3009)</summary>
public sealed class StateNeverSavedTests
{
    [Theory]
    [InlineData("[|_bytes = 1|]; await Task.Yield();")]
    [InlineData("[|_bytes += await ctx.TaskDispatcher.Measure.Run(\"a\")|]; _next++;")]
    [InlineData("await Task.Yield(); Count();", "private void Count() => [|_next++|];")]
    [InlineData("[|_seen.Add(\"a\")|]; await Task.Yield();")]
    [InlineData("[|(_next, _bytes) = (1, 2)|]; await Task.Yield();")]
    public Task ChangedWithoutACheckpoint_Triggers(string statements, string members = "") => AnalyzerTest.Of<StateNeverSavedAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("_bytes = 1; await ctx.CheckpointAsync();")]
    [InlineData("_bytes = 1; await ctx.CheckpointIfDueAsync();")]
    [InlineData("_bytes = 1; await Save(ctx);", "private async Task Save(Context c) => await c.CheckpointAsync();")]
    [InlineData("_bytes = 1; await Other.Do(ctx);", "private static class Other { public static Task Do(JobContext c) => c.CheckpointAsync().AsTask(); }")]
    [InlineData("var n = _bytes; await Task.Yield();")]
    [InlineData("_scratch.Add(\"a\"); await Task.Yield();", "[JobIgnore] private readonly List<string> _scratch = [];")]
    public Task SavedOrNotChanged_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<StateNeverSavedAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
