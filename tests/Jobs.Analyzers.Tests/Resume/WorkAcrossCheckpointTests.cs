using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3027)</summary>
public sealed class WorkAcrossCheckpointTests
{
    private const string Members = "[JobIgnore] private Task? _writing; private async Task Flush() { if (_writing is not null) await _writing; } private async Task Save(Context c) => await c.CheckpointAsync();";

    [Theory]
    [InlineData("for (; _next < 3; _next++) { if (_writing is not null) await _writing; _writing = [|ctx.TaskDispatcher.Measure.Run(Paths[_next])|]; await ctx.CheckpointIfDueAsync(); } if (_writing is not null) await _writing;")]
    [InlineData("foreach (var p in Paths) { if (_seen.Contains(p)) continue; if (_writing is not null) await _writing; _writing = [|ctx.TaskDispatcher.Measure.Run(p)|]; _seen.Add(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("Task? w = null; while (_next < 3) { await ctx.CheckpointIfDueAsync(); if (w is not null) await w; w = [|ctx.TaskDispatcher.Measure.Run(Paths[_next++])|]; }")]
    [InlineData("if (_next == 0) { var t = [|ctx.TaskDispatcher.Measure.Run(\"a\")|]; _next = 1; await ctx.CheckpointAsync(); await t; }")]
    [InlineData("if (_next > 0) return; var t = [|ctx.TaskDispatcher.Measure.Run(\"a\")|]; _next = 1; await ctx.CheckpointAsync(); await t;")]
    [InlineData("var t = [|ctx.TaskDispatcher.Measure.Run(Paths[_next])|]; _next++; await ctx.CheckpointAsync(); await t;")]
    [InlineData("if (_next == 0) { var t = [|ctx.TaskDispatcher.Measure.Run(\"a\")|]; if (Paths.Length > 3) await t; _next = 1; await Save(ctx); await t; }")]
    [InlineData("var all = new List<Task>(); while (_next < 3) { all.Add([|ctx.TaskDispatcher.Measure.Run(Paths[_next++])|]); await ctx.CheckpointIfDueAsync(); } await Task.WhenAll(all);")]
    [InlineData("if (_next == 0) { var a = [|ctx.TaskDispatcher.Measure.Run(\"a\")|]; var b = [|ctx.TaskDispatcher.Measure.Run(\"b\")|]; var all = Task.WhenAll(a, b); _next = 1; await ctx.CheckpointAsync(); await all; }")]
    [InlineData("while (_next < 3) { var t = [|ctx.TaskDispatcher.Measure.Run(Paths[_next++])|]; if (Paths.Length == _next) { await t; break; } try { await ctx.CheckpointAsync(); } finally { await t; } }")]
    public Task ATaskUnderWayAtACheckpoint_Triggers(string statements) => AnalyzerTest.Of<WorkAcrossCheckpointAnalyzer>(JobSource.Of(statements, Members)).RunAsync();

    [Theory]
    [InlineData("while (_next < 3) { var a = ctx.TaskDispatcher.Measure.Run(Paths[_next]); var b = ctx.TaskDispatcher.Scale.Run(Paths[_next], 2); _bytes += await a + await b; _next++; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("while (_next < 3) { var a = ctx.TaskDispatcher.Measure.Run(Paths[_next]); var b = ctx.TaskDispatcher.Scale.Run(Paths[_next], 2); await Task.WhenAll(a, b); _next++; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("while (_next < 3) { _writing = ctx.TaskDispatcher.Measure.Run(Paths[_next++]); await Flush(); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("for (; _next < 3; _next++) { _writing = ctx.TaskDispatcher.Measure.Run(Paths[_next]); if (_writing is not null) await _writing.ConfigureAwait(true); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("while (_next < 3) { var all = Paths.Skip(_next).Take(9).Select(p => ctx.TaskDispatcher.Measure.Run(p)).ToList(); foreach (var t in all) await t; _next += 9; await ctx.CheckpointAsync(); }")]
    [InlineData("var group = ctx.TaskDispatcher.Measure.Many(Paths.Skip(_next)); await foreach (var r in group) { _bytes += r.Result; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var t = ctx.TaskDispatcher.Measure.Run(\"a\"); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; await ctx.CheckpointIfDueAsync(); } await t;")]
    [InlineData("if (_next == 0) { await ctx.CheckpointAsync(); var t = ctx.TaskDispatcher.Measure.Run(\"a\"); _next = 1; await t; } await ctx.CheckpointAsync();")]
    [InlineData("while (_next < 3) { var n = await ctx.TaskDispatcher.Measure.Run(Paths[_next++]); await ctx.CheckpointAsync(); }")]
    [InlineData("while (_next < 3) { var t = ctx.TaskDispatcher.Measure.Run(Paths[_next++]); try { await t; } catch (TaskFailedException) { ctx.Log(\"x\"); } await ctx.CheckpointAsync(); }")]
    public Task AwaitedBefore_OrDispatchedAgain_DoesNotTrigger(string statements) => AnalyzerTest.Of<WorkAcrossCheckpointAnalyzer>(JobSource.Of(statements, Members)).RunAsync();
}
