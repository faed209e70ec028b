using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3022)</summary>
public sealed class ResultPairedByOrderTests
{
    [Theory]
    [InlineData("var g = ctx.TaskDispatcher.Measure.Many(Paths); await foreach (var r in g) ctx.Log(Paths[[|g.Completed - 1|]] + r.Result);")]
    [InlineData("var i = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { ctx.Log(Paths[[|i|]] + r.Result); i++; }")]
    [InlineData("var list = Paths.ToList(); await foreach (var r in ctx.TaskDispatcher.Measure.Many(list)) { ctx.Log(list[[|_next++|]] + r.Result); }")]
    public Task IndexedByACount_Triggers(string statements) => AnalyzerTest.Of<ResultPairedByOrderAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) ctx.Log(Paths[r.Index] + r.Result);")]
    [InlineData("var n = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { n++; ctx.Log($\"{n} {Paths[r.Index]} {r.Result}\"); }")]
    [InlineData("var i = 0; foreach (var p in Paths) { ctx.Log(Paths[i]); i++; }")]
    [InlineData("var names = new Dictionary<int, string>(); var i = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { names[i] = $\"{r.Result}\"; i++; }")]
    public Task IndexedByTheResult_DoesNotTrigger(string statements) => AnalyzerTest.Of<ResultPairedByOrderAnalyzer>(JobSource.Of(statements)).RunAsync();
}
