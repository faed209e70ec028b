using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3017)</summary>
public sealed class IdentityUnstableTests
{
    private const string Orders =
        """
        public sealed record Order(Guid Id, int Count) { public string Note { get; init; } = ""; }
        private static Guid Stable(DateTime _) => Guid.Empty;
        private static readonly TaskOptions s_anew = new() { Remember = false };
        [JobTask] private static void Pay(Order order) => Console.WriteLine(order);
        """;

    [Theory]
    [InlineData("await ctx.TaskDispatcher.Measure.Run([|Guid.NewGuid()|].ToString());")]
    [InlineData("var id = Guid.NewGuid(); await ctx.TaskDispatcher.Measure.Run([|id|].ToString());")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run($\"{[|DateTime.UtcNow|]:o}\");")]
    [InlineData("await ctx.TaskDispatcher.Scale.Run(\"a\", [|Random.Shared.Next(3)|]);")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Scale.Many(Paths, p => new(p, [|Environment.TickCount|]))) { var n = r.Result; }")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Scale.Many(Paths, p => new(p, 1), key: p => p + [|Guid.NewGuid()|])) { var n = r.Result; }")]
    [InlineData("var r = new Order(Guid.NewGuid(), 1); await ctx.TaskDispatcher.Pay.Run([|r|]);")]
    [InlineData("var id = Guid.NewGuid(); var r = new Order(id, 1) { Note = \"n\" }; await ctx.TaskDispatcher.Pay.Run([|r|]);")]
    [InlineData("var r = new Order(default, 1) { Note = $\"{DateTime.Now.Ticks}\" }; await ctx.TaskDispatcher.Pay.Run([|r|]);")]
    [InlineData("var name = Guid.NewGuid().ToString(\"N\"); await ctx.TaskDispatcher.Measure.Run([|name|]);")]
    [InlineData("await ctx.SleepAsync(TimeSpan.Zero, $\"{[|DateTimeOffset.Now|]}\");")]
    [InlineData("await ctx.TaskDispatcher.Scale.Run(\"a\", 1, new() { Key = [|Path.GetRandomFileName()|] });")]
    [InlineData("var random = new Random(); await ctx.TaskDispatcher.Scale.Run(\"a\", [|random.Next(9)|]);")]
    [InlineData("var random = new Random(Environment.TickCount); await ctx.TaskDispatcher.Scale.Run(\"a\", [|random.Next(9)|]);")]
    [InlineData("var id = Guid.NewGuid(); id = Guid.NewGuid(); await ctx.TaskDispatcher.Measure.Run([|id|].ToString());")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run([|Guid.NewGuid()|].ToString(), null);")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run([|Guid.NewGuid()|].ToString(), new() { Remember = true });")]
    public Task AnUnstableValue_Triggers(string statements) => AnalyzerTest.Of<IdentityUnstableAnalyzer>(JobSource.Of(statements, Orders)).RunAsync();

    [Theory]
    [InlineData("var r = new Order(Stable(DateTime.Now), 1); await ctx.TaskDispatcher.Pay.Run(r);")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(Paths[0]);")]
    [InlineData("await ctx.TaskDispatcher.Scale.Run(Guid.NewGuid().ToString(), 1, new() { Key = \"k\" });")]
    [InlineData("await ctx.TaskDispatcher.Scale.Run(Guid.NewGuid().ToString(), 1, new() { Remember = false });")]
    [InlineData("var now = DateTime.UtcNow; ctx.Log($\"{now}\"); await ctx.TaskDispatcher.Measure.Run(\"a\");")]
    [InlineData("await ctx.SleepAsync(DateTime.Today.AddDays(1) - DateTime.Now, \"k\");")]
    [InlineData("if (_seen.Count == 0) { _seen.Add(Guid.NewGuid().ToString()); await ctx.CheckpointAsync(); } await ctx.TaskDispatcher.Measure.Run(_seen[0]);")]
    [InlineData("var id = Guid.NewGuid().ToString(); if (_seen.Count > 0) id = _seen[0]; else { _seen.Add(id); await ctx.CheckpointAsync(); } await ctx.TaskDispatcher.Measure.Run(id);")]
    [InlineData("var random = new Random(Paths.Length); foreach (var p in Paths) await ctx.TaskDispatcher.Scale.Run(p, random.Next(9));")]
    [InlineData("await ctx.TaskDispatcher.Scale.Run(\"a\", new Random(3).Next(9));")]
    [InlineData("var anew = new TaskOptions { Remember = false }; await ctx.TaskDispatcher.Measure.Run($\"{DateTime.UtcNow}\", anew);")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run($\"{DateTime.UtcNow}\", s_anew);")]
    [InlineData("var started = DateTime.UtcNow; await ctx.TaskDispatcher.Measure.Run(Paths[0]); ctx.Log($\"{DateTime.UtcNow - started}\");")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(nameof(DateTime.Now));")]
    [InlineData("if (_seen is []) { _seen = [Guid.NewGuid().ToString()]; await ctx.CheckpointAsync(); } var id = _seen[0]; await ctx.TaskDispatcher.Measure.Run(id);")]
    public Task AStableValue_DoesNotTrigger(string statements) => AnalyzerTest.Of<IdentityUnstableAnalyzer>(JobSource.Of(statements, Orders)).RunAsync();
}
