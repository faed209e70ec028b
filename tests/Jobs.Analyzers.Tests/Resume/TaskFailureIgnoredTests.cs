using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3021)</summary>
public sealed class TaskFailureIgnoredTests
{
    [Theory]
    [InlineData("await foreach (var [|r|] in ctx.TaskDispatcher.Measure.Many(Paths)) { await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("await foreach (var [|r|] in ctx.TaskDispatcher.Measure.Many(Paths)) { ctx.Log(Paths[r.Index]); }")]
    [InlineData("await foreach (var [|r|] in ctx.TaskDispatcher.Measure.Many(Paths)) { if (!r.IsFaulted) _bytes++; }")]
    [InlineData("var copies = ctx.TaskDispatcher.Measure.Many(Paths); await foreach (var [|r|] in copies) ctx.Progress.Report(copies.Completed);")]
    public Task NotLookedAt_Triggers(string statements) => AnalyzerTest.Of<TaskFailureIgnoredAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) _bytes += r.Result;")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { if (r.IsFaulted) ctx.Log(r.Error.Message); else _bytes++; }")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { if (!r.IsFaulted) continue; ctx.Log(\"failed\"); }")]
    [InlineData("var copies = ctx.TaskDispatcher.Measure.Many(Paths); await foreach (var r in copies) { } if (copies.Faulted > 0) throw new InvalidOperationException();")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Scale.Many(Paths, p => new(p, 1), null, new() { FailFast = true })) { _next++; }")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { if (!r.IsFaulted) _bytes++; else _next++; }")]
    public Task LookedAt_DoesNotTrigger(string statements) => AnalyzerTest.Of<TaskFailureIgnoredAnalyzer>(JobSource.Of(statements)).RunAsync();
}
