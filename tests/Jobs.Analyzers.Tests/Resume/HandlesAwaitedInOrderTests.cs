using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3007)</summary>
public sealed class HandlesAwaitedInOrderTests
{
    [Theory]
    [InlineData("var tasks = Paths.Select(p => ctx.TaskDispatcher.Measure.Run(p)).ToList(); foreach (var t in tasks) { var n = [|await t|]; }")]
    [InlineData("var tasks = new List<Task<long>>(); foreach (var p in Paths) tasks.Add(ctx.TaskDispatcher.Measure.Run(p)); foreach (var t in tasks) _next += (int)([|await t|]);")]
    public Task AwaitedOneByOne_Triggers(string statements) => AnalyzerTest.Of<HandlesAwaitedInOrderAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; }")]
    [InlineData("var tasks = Paths.Select(p => ctx.TaskDispatcher.Measure.Run(p)); await Task.WhenAll(tasks);")]
    [InlineData("var tasks = Paths.Select(p => File.ReadAllTextAsync(p)).ToList(); foreach (var t in tasks) { await t; }")]
    [InlineData("foreach (var p in Paths) _bytes = await ctx.TaskDispatcher.Measure.Run(p);")]
    public Task TakenAsTheyCome_DoesNotTrigger(string statements) => AnalyzerTest.Of<HandlesAwaitedInOrderAnalyzer>(JobSource.Of(statements)).RunAsync();
}
