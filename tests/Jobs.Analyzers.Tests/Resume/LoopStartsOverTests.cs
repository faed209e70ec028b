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
    [InlineData("_work ??= Paths.ToList(); [|foreach (var p in _work)|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }", "private List<string>? _work;")]
    [InlineData("_work ??= Paths.Where(p => !_seen.Contains(p)).ToList(); [|foreach (var p in _work)|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }", "private List<string>? _work;")]
    [InlineData("[|foreach (var p in _seen.Where(p => p.Length > 2))|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("[|foreach (var p in _seen.Concat(Paths))|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var long_ = Paths.Where(p => p.Length > 2); [|foreach (var p in long_)|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }")]
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

    private const string Pending = "private IEnumerable<string> _work = []; [JobIgnore] private List<string>? _rest; private string[] _done = []; private IEnumerable<string> Left() => Paths.Except(_done); private List<string> Rest => Paths.Where(p => !_seen.Contains(p)).ToList();";

    [Theory]
    [InlineData("_work = Paths.Where(p => !_done.Contains(p)); foreach (var p in _work.ToList()) { _bytes += p.Length; _done = [.. _done, p]; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("_rest ??= Paths.Where(p => !_seen.Any(s => s == p)).ToList(); foreach (var p in _rest) { _bytes += p.Length; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var pending = Paths.Where(p => !_seen.Contains(p)).ToList(); foreach (var p in pending) { _bytes += p.Length; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var pending = Paths.Where(p => !_seen.Any(s => s == p)); var sorted = pending.Order().ToList(); foreach (var p in sorted) { _bytes += p.Length; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("IEnumerable<string> pending; pending = Paths.Except(_seen); foreach (var p in pending) { _bytes += p.Length; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Left()) { _bytes += p.Length; _done = [.. _done, p]; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Rest) { _bytes += p.Length; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var rest = from p in Paths where !_seen.Contains(p) select p; foreach (var p in rest.ToArray()) { _bytes += p.Length; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var rest = Rest; for (var i = 0; i < rest.Count; i++) { _bytes += rest[i].Length; _seen.Add(rest[i]); await ctx.CheckpointIfDueAsync(); }")]
    public Task ALoopOverWhatTheStateLeaves_DoesNotTrigger(string statements) => AnalyzerTest.Of<LoopStartsOverAnalyzer>(JobSource.Of(statements, Pending)).RunAsync();
}
