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

    private const string Helpers = "private async Task Send(Context c, IMailer mailer) { foreach (var p in Paths) { await mailer.SendAsync(p); Count(); c.ThrowIfInterrupted(); } } private void Count() => _next++; private async Task Save(Context c) => await c.CheckpointAsync();";

    [Theory]
    [InlineData("_bytes = 1; await ctx.CheckpointAsync(); [|foreach (var p in Paths)|] { await mailer.SendAsync(p); _next++; ctx.ThrowIfInterrupted(); }")]
    [InlineData("_bytes = 1; await ctx.CheckpointAsync(); [|foreach (var p in Paths)|] { await mailer.SendAsync(p); await ctx.TaskDispatcher.Measure.Run(p); Count(); }")]
    [InlineData("await ctx.CheckpointAsync(); [|await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths))|] { await mailer.SendAsync(Paths[r.Index]); _bytes += r.Result; }")]
    [InlineData("await ctx.CheckpointAsync(); [|foreach (var p in Paths.Skip(_next))|] { await mailer.SendAsync(p); _next++; ctx.ThrowIfInterrupted(); } await ctx.CheckpointAsync();")]
    public Task ALoopThatNoCheckpointCovers_Triggers(string statements) => AnalyzerTest.Of<StateNeverSavedAnalyzer>(JobSource.Of(statements, Helpers, ", IMailer mailer")).RunAsync();

    [Fact]
    public Task ALoopOfACalledMethodThatNoCheckpointCovers_Triggers() => AnalyzerTest.Of<StateNeverSavedAnalyzer>(JobSource.Of(
        "await ctx.CheckpointAsync(); await Send(ctx, mailer);", Helpers.Replace("foreach (var p in Paths)", "[|foreach (var p in Paths)|]", StringComparison.Ordinal), ", IMailer mailer")).RunAsync();

    [Theory]
    [InlineData("_bytes = 1; await ctx.CheckpointAsync(); foreach (var p in Paths) { await ctx.TaskDispatcher.Measure.Run(p); _next++; }")]
    [InlineData("_bytes = 1; await ctx.CheckpointAsync(); while (_next < 30) { try { await ctx.TaskDispatcher.Measure.Run(Paths[_next]); } catch (TaskFailedException) { _seen.Add(\"x\"); } _next++; }")]
    [InlineData("await ctx.CheckpointAsync(); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; }")]
    public Task ALoopWhoseWorkIsStored_DoesNotTrigger(string statements) => AnalyzerTest.Of<StateNeverSavedAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("foreach (var p in Paths) { await ctx.TaskDispatcher.Measure.Run(p); _next++; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Paths) { await ctx.TaskDispatcher.Measure.Run(p); _next++; await Save(ctx); }")]
    [InlineData("foreach (var p in Paths) { _bytes += await ctx.TaskDispatcher.Measure.Run(p); } await ctx.CheckpointAsync();")]
    [InlineData("foreach (var p in Paths) { foreach (var q in Paths) { await ctx.TaskDispatcher.Measure.Run(q); _next++; } await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("await ctx.CheckpointAsync(); for (var i = 0; i < 3; i++) { await ctx.TaskDispatcher.Measure.Run(\"a\"); _next++; }")]
    [InlineData("await ctx.CheckpointAsync(); foreach (var p in new[] { \"a\", \"b\" }) { _bytes += await ctx.TaskDispatcher.Measure.Run(p); }")]
    [InlineData("await ctx.CheckpointAsync(); foreach (var p in Paths) { _bytes += p.Length; }")]
    [InlineData("await ctx.CheckpointAsync(); foreach (var p in Paths) { await mailer.SendAsync(p); _next++; }")]
    [InlineData("await ctx.CheckpointAsync(); foreach (var p in Paths) { var n = await ctx.TaskDispatcher.Measure.Run(p); ctx.Log($\"{n}\"); }")]
    [InlineData("await Send(ctx, mailer); await Save(ctx);")]
    [InlineData("while (_bytes < 9) { await Send(ctx, mailer); await Save(ctx); }")]
    public Task ALoopThatIsCovered_OrShort_DoesNotTrigger(string statements) => AnalyzerTest.Of<StateNeverSavedAnalyzer>(JobSource.Of(statements, Helpers, ", IMailer mailer")).RunAsync();
}
