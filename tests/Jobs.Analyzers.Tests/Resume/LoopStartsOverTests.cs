using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3023)</summary>
public sealed class LoopStartsOverTests
{
    [Theory]
    [InlineData("[|foreach (var p in Paths)|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("[|foreach (var p in Paths)|] { await mailer.SendAsync(p); await ctx.CheckpointIfDueAsync(); }", "", ", IMailer mailer")]
    [InlineData("[|for (var i = 0; i < Paths.Length; i++)|] { _seen.Add(Paths[i]); await ctx.CheckpointAsync(); }")]
    [InlineData("[|foreach (var p in Paths)|] { await One(p); await Save(ctx); }", "private async Task One(string p) { await File.WriteAllTextAsync(p, p); _bytes++; } private async Task Save(Context c) => await c.CheckpointAsync();")]
    [InlineData("[|foreach (var p in Directory.GetFiles(\"x\"))|] { File.Move(p, p + \".old\"); await ctx.CheckpointAsync(); }")]
    public Task ALoopThatSavesWithoutAPosition_Triggers(string statements, string members = "", string services = "") => AnalyzerTest.Of<LoopStartsOverAnalyzer>(JobSource.Of(statements, members, services)).RunAsync();

    [Theory]
    [InlineData("foreach (var p in Paths.Skip(_next)) { _bytes += p.Length; _next++; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("for (; _next < Paths.Length; _next++) { _bytes += 1; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("while (_next < 3) { _next++; await Task.Yield(); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Paths) { if (_seen.Contains(p)) continue; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in _seen.ToList()) { _bytes++; _seen.Remove(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var rest = Paths.Skip(_next).ToList(); foreach (var p in rest) { File.Delete(p); _next++; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Paths) { await ctx.TaskDispatcher.Measure.Run(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("_bytes = 0; foreach (var p in Paths) { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Paths) _bytes += p.Length; await ctx.CheckpointAsync();")]
    public Task ALoopWithAPosition_DoesNotTrigger(string statements) => AnalyzerTest.Of<LoopStartsOverAnalyzer>(JobSource.Of(statements)).RunAsync();
}
