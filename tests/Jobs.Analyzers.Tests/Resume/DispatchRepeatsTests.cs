using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3014)</summary>
public sealed class DispatchRepeatsTests
{
    [Theory]
    [InlineData("while (await [|ctx.TaskDispatcher.Measure.Run(\"x\")|] < 3) await Task.Delay(1);")]
    [InlineData("for (var i = 0; i < 3; i++) await [|ctx.TaskDispatcher.Scale.Run(\"x\", 2)|];")]
    [InlineData("var path = Paths[0]; for (var i = 0; i < 3; i++) { await [|ctx.TaskDispatcher.Measure.Run(path)|]; }")]
    [InlineData("while (true) { await [|ctx.TaskDispatcher.Poll.Run()|]; await Task.Delay(1); }", "[JobTask] private static bool Poll() => true;")]
    public Task TheSameTaskAgain_Triggers(string statements, string members = "") => AnalyzerTest.Of<DispatchRepeatsAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("foreach (var p in Paths) await ctx.TaskDispatcher.Measure.Run(p);")]
    [InlineData("for (var i = 0; i < 3; i++) await ctx.TaskDispatcher.Scale.Run(\"x\", i);")]
    [InlineData("while (await ctx.TaskDispatcher.Scale.Run(\"x\", 1, new() { Remember = false }) < 3) await Task.Delay(1);")]
    [InlineData("while (_next < 3) { await ctx.TaskDispatcher.Scale.Run(\"x\", _next); _next++; }")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(\"x\");")]
    [InlineData("while (true) { if (_next > 3) { await ctx.TaskDispatcher.Measure.Run(\"x\"); break; } _next++; }")]
    [InlineData("while (_next < 3) { var p = Paths[_next++]; await ctx.TaskDispatcher.Measure.Run(p); }")]
    public Task AnotherTaskOrMeantSo_DoesNotTrigger(string statements) => AnalyzerTest.Of<DispatchRepeatsAnalyzer>(JobSource.Of(statements)).RunAsync();
}
