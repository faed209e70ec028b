using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3008)</summary>
public sealed class LoopWithoutInterruptionPointTests
{
    [Theory]
    [InlineData("[|foreach (var p in Paths)|] File.Delete(p);")]
    [InlineData("[|foreach (var p in Paths)|] { await File.ReadAllTextAsync(p); }")]
    [InlineData("Action log = () => Console.WriteLine(); [|foreach (var p in Paths)|] { File.Delete(p); log(); } ")]
    [InlineData("[|foreach (var p in Paths)|] await One(p); async Task One(string p) => await File.ReadAllTextAsync(p);")]
    [InlineData("[|for (var i = 0; i < 3; i++)|] await Task.Delay(1);")]
    [InlineData("[|while (true)|] await Task.Delay(1);")]
    [InlineData("[|do|] { await Task.Yield(); } while (_next < 3);")]
    [InlineData("[|foreach (var p in Paths)|] mailer.Send(p);", "", ", IMailer mailer")]
    [InlineData("[|foreach (var p in Paths)|] Delete(p);", "private static void Delete(string p) => File.Delete(p);")]
    [InlineData("[|await foreach (var p in Lines())|] _next++;", "private static async IAsyncEnumerable<string> Lines() { await Task.Yield(); yield return \"\"; }")]
    [InlineData("[|foreach (var p in Paths)|] foreach (var q in Paths) await File.ReadAllTextAsync(q);")]
    [InlineData("await Clean();", "private async Task Clean() { [|foreach (var p in Paths)|] { await Task.Yield(); File.Delete(p); } }")]
    public Task SlowWorkInALoop_Triggers(string statements, string members = "", string services = "") => AnalyzerTest.Of<LoopWithoutInterruptionPointAnalyzer>(JobSource.Of(statements, members, services)).RunAsync();

    [Theory]
    [InlineData("foreach (var p in Paths) { File.Delete(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Paths) { File.Delete(p); ctx.ThrowIfInterrupted(); }")]
    [InlineData("foreach (var p in Paths) { await ctx.TaskDispatcher.Measure.Run(p); }")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { await File.ReadAllTextAsync(\"x\"); }")]
    [InlineData("foreach (var p in Paths) _bytes += p.Length;")]
    [InlineData("foreach (var p in Paths) { _seen.Add(Path.GetFileName(p)); }")]
    [InlineData("foreach (var p in Paths) { File.Delete(p); await Save(ctx); }", "private async Task Save(Context ctx) => await ctx.CheckpointAsync();")]
    [InlineData("foreach (var p in Paths) { File.Delete(p); await Save(); } async Task Save() { await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("async Task Save() => await ctx.CheckpointIfDueAsync(); async Task One(string p) { File.Delete(p); await Save(); } foreach (var p in Paths) await One(p);")]
    [InlineData("Func<ValueTask> save = async () => await ctx.CheckpointAsync(); foreach (var p in Paths) { File.Delete(p); await save(); }")]
    [InlineData("Action poll = ctx.ThrowIfInterrupted; foreach (var p in Paths) { File.Delete(p); poll(); }")]
    [InlineData("Action? poll = null; poll = ctx.ThrowIfInterrupted; foreach (var p in Paths) { File.Delete(p); poll?.Invoke(); }")]
    [InlineData("Each(Paths, ctx.ThrowIfInterrupted);", "private static void Each(IEnumerable<string> paths, Action poll) { foreach (var p in paths) { File.Delete(p); poll(); } }")]
    [InlineData("_poll = ctx.ThrowIfInterrupted; foreach (var p in Paths) { File.Delete(p); _poll(); }", "[JobIgnore] private Action _poll = () => { };")]
    [InlineData("foreach (var p in Paths) await ctx.SleepAsync(TimeSpan.Zero, p);")]
    [InlineData("foreach (var p in Paths) { Each(p, ctx.ThrowIfInterrupted); }", "private static void Each(string p, Action poll) { File.Delete(p); poll(); }")]
    [InlineData("foreach (var p in Paths) { await ctx.CheckpointIfDueAsync(); foreach (var q in Paths) File.Delete(q); }")]
    [InlineData("foreach (var p in Paths) { await One(p); await ctx.CheckpointIfDueAsync(); }", "private static async Task One(string p) { foreach (var c in p) await Task.Yield(); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } finally { foreach (var p in Paths) File.Delete(p); }")]
    public Task ALoopThatAsksOrOnlyComputes_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<LoopWithoutInterruptionPointAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Fact]
    public Task InATask_DoesNotTrigger() => AnalyzerTest.Of<LoopWithoutInterruptionPointAnalyzer>(JobSource.Of(
        "await ctx.CheckpointAsync();", "[JobTask] private static void Clean(string folder) { foreach (var f in Directory.GetFiles(folder)) File.Delete(f); }")).RunAsync();
}
