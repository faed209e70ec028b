using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3026)</summary>
public sealed class ArgumentChangedTests
{
    private const string Sum =
        """
        public struct Spot { public int X { get; set; } }
        [JobTask] private static int Sum(List<string> items) => items.Count;
        [JobTask] private static int Count(string[] items) => items.Length;
        [JobTask] private static int Mark(Spot spot) => spot.X;
        """;

    [Theory]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); [|_seen.Add(\"x\")|]; await t;")]
    [InlineData("var items = new List<string>(); var t = ctx.TaskDispatcher.Sum.Run(items); foreach (var p in Paths) [|items.Add(p)|]; await Task.WhenAll(t);")]
    [InlineData("var items = new[] { \"a\" }; var t = ctx.TaskDispatcher.Count.Run(items); [|items[0] = \"b\"|]; await ctx.CheckpointAsync(); var n = await t;")]
    [InlineData("var tasks = new List<Task>(); foreach (var p in Paths) { var t = ctx.TaskDispatcher.Sum.Run(_seen); tasks.Add(t); [|_seen.Add(p)|]; } await Task.WhenAll(tasks);")]
    [InlineData("var batch = new List<string>(); var t = ctx.TaskDispatcher.Sum.Run(batch); [|batch.Add(\"x\")|]; batch = []; batch.Add(\"x\"); await t;")]
    [InlineData("var batch = new List<string>(); var t = ctx.TaskDispatcher.Sum.Run(batch); if (_next > 3) { batch = []; } [|batch.Add(\"x\")|]; await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); await ctx.CheckpointAsync(); [|_seen.Add(\"x\")|]; await t;")]
    public Task AChangeBeforeTheAwait_Triggers(string statements) => AnalyzerTest.Of<ArgumentChangedAnalyzer>(JobSource.Of(statements, Sum)).RunAsync();

    [Theory]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); await t; _seen.Add(\"x\");")]
    [InlineData("await ctx.TaskDispatcher.Sum.Run(_seen); _seen.Add(\"x\");")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen.ToList()); _seen.Add(\"x\"); await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run([.. _seen]); _seen.Add(\"x\"); await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); _seen = [\"x\"]; await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Scale.Run(\"x\", _next); _next++; await t;")]
    [InlineData("var spot = new Spot(); var t = ctx.TaskDispatcher.Mark.Run(spot); spot.X = 3; await t;")]
    [InlineData("var batch = new List<string>(); var t = ctx.TaskDispatcher.Sum.Run(batch); batch = []; batch.Add(\"x\"); await t;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); _seen = new(); _seen.Add(\"x\"); await t;")]
    [InlineData("var tasks = new List<Task>(); var t = ctx.TaskDispatcher.Sum.Run(_seen); tasks.Add(t); await Task.WhenAll(tasks); _seen.Add(\"x\");")]
    [InlineData("Task? last = null; if (_next == 0) { var t = ctx.TaskDispatcher.Sum.Run(_seen); last = t; } else { _seen.Add(\"x\"); } if (last is not null) await last;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); void Note() => _seen.Add(\"x\"); await t; Note();")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); if (t.IsCompleted) _next++; var n = await t; _seen.Add($\"{n}\");")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); var seen = _seen.ToList(); seen.Add(\"x\"); await t; _seen = seen;")]
    [InlineData("var t = ctx.TaskDispatcher.Sum.Run(_seen); await Send(t); _seen.Add(\"x\"); async Task Send(Task<int> sum) => _next = await sum;")]
    public Task ACopyOrAChangeAfterTheAwait_DoesNotTrigger(string statements) => AnalyzerTest.Of<ArgumentChangedAnalyzer>(JobSource.Of(statements, Sum)).RunAsync();
}
