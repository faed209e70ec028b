using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3026)</summary>
public sealed class ArgumentChangedTests
{
    private const string Sum = "[JobTask] private static int Sum(List<string> items) => items.Count; [JobTask] private static int Count(string[] items) => items.Length;";

    [Theory]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); [|_seen.Add(\"x\")|]; await t;")]
    [InlineData("var items = new List<string>(); var t = ctx.TaskDispatcher.Sum.Run(items); foreach (var p in Paths) [|items.Add(p)|]; await Task.WhenAll(t);")]
    [InlineData("var items = new[] { \"a\" }; var t = ctx.TaskDispatcher.Count.Run(items); [|items[0] = \"b\"|]; await ctx.CheckpointAsync(); var n = await t;")]
    public Task AChangeBeforeTheAwait_Triggers(string statements) => AnalyzerTest.Of<ArgumentChangedAnalyzer>(JobSource.Of(statements, Sum)).RunAsync();

    [Theory]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); await t; _seen.Add(\"x\");")]
    [InlineData("await ctx.TaskDispatcher.Sum.Run(_seen); _seen.Add(\"x\");")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen.ToList()); _seen.Add(\"x\"); await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run([.. _seen]); _seen.Add(\"x\"); await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); _seen = [\"x\"]; await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Scale.Run(\"x\", _next); _next++; await t;")]
    public Task ACopyOrAChangeAfterTheAwait_DoesNotTrigger(string statements) => AnalyzerTest.Of<ArgumentChangedAnalyzer>(JobSource.Of(statements, Sum)).RunAsync();
}
