using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3024)</summary>
public sealed class GroupEnumeratedTwiceTests
{
    [Theory]
    [InlineData("var g = ctx.TaskDispatcher.Measure.Many(Paths); await foreach (var r in g) { } await foreach (var r in [|g|]) { }")]
    [InlineData("var g = ctx.TaskDispatcher.Measure.Many(Paths); await foreach (var r in g) { } var all = await [|g|].ResultsAsync();")]
    [InlineData("var g = ctx.TaskDispatcher.Measure.Many(Paths); while (_next < 3) { await foreach (var r in [|g|]) _next++; }")]
    public Task TakenTwice_Triggers(string statements) => AnalyzerTest.Of<GroupEnumeratedTwiceAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("var g = ctx.TaskDispatcher.Measure.Many(Paths); await foreach (var r in g) ctx.Progress.Report(g.Completed, g.Count);")]
    [InlineData("var g = ctx.TaskDispatcher.Measure.Many(Paths); if (_next > 0) { await foreach (var r in g) { } } else { await g.ResultsAsync(); }")]
    [InlineData("var g = ctx.TaskDispatcher.Measure.Many(Paths); var h = ctx.TaskDispatcher.Measure.Many([\"x\"]); await g.ResultsAsync(); await h.ResultsAsync();")]
    [InlineData("while (_next < 3) { var g = ctx.TaskDispatcher.Measure.Many(Paths); await foreach (var r in g) _next++; }")]
    public Task TakenOnce_DoesNotTrigger(string statements) => AnalyzerTest.Of<GroupEnumeratedTwiceAnalyzer>(JobSource.Of(statements)).RunAsync();
}
