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

    private const string Batches =
        """
        private Guid _batch; private string? _label; [JobIgnore] private Guid _scratch; private DateTime _since; private bool _begun;
        private void Begin() => _batch = Guid.NewGuid();
        private async Task Mail(Context ctx) => await ctx.TaskDispatcher.Mark.Run([|_batch|]);
        private async Task MailSilently(Context ctx) => await ctx.TaskDispatcher.Mark.Run(_batch);
        [JobTask] private static void Mark(Guid batch) => Console.WriteLine(batch);
        [JobTask] private static void Poll(DateTime since) => Console.WriteLine(since);
        """;

    [Theory]
    [InlineData("_batch = Guid.NewGuid(); await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Mark.Run([|_batch|]);")]
    [InlineData("_batch = Guid.NewGuid(); await ctx.CheckpointAsync(); foreach (var p in Paths) { await ctx.TaskDispatcher.Mark.Run([|_batch|]); }")]
    [InlineData("var id = Guid.NewGuid(); _batch = id; await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Mark.Run([|_batch|]);")]
    [InlineData("_batch = Guid.NewGuid(); var batch = _batch; await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Mark.Run([|batch|]);")]
    [InlineData("_label = $\"{DateTime.Now:o}\"; await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Measure.Run([|_label|] + \"a\");")]
    [InlineData("_label = Guid.NewGuid().ToString(); await ctx.TaskDispatcher.Scale.Run(\"a\", 1, new() { Key = [|_label|] });")]
    [InlineData("_scratch = Guid.NewGuid(); await ctx.TaskDispatcher.Mark.Run([|_scratch|]);")]
    [InlineData("Begin(); await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Mark.Run([|_batch|]);")]
    [InlineData("try { _batch = Guid.NewGuid(); } finally { ctx.Log(\"x\"); } await ctx.TaskDispatcher.Mark.Run([|_batch|]);")]
    [InlineData("while (true) { _since = DateTime.UtcNow; await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Poll.Run([|_since|]); }")]
    [InlineData("_batch = Guid.NewGuid(); await foreach (var r in ctx.TaskDispatcher.Mark.Many(Paths, p => new([|_batch|]))) { var n = r.Index; }")]
    public Task AMemberThatEachAttemptSets_Triggers(string statements) =>
        AnalyzerTest.Of<IdentityUnstableAnalyzer>(JobSource.Of(statements, Batches.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))).RunAsync();

    [Fact]
    public Task AMemberThatEachAttemptSets_TriggersWhereACalledMethodUsesIt() =>
        AnalyzerTest.Of<IdentityUnstableAnalyzer>(JobSource.Of("_batch = Guid.NewGuid(); await ctx.CheckpointAsync(); await Mail(ctx);", Batches)).RunAsync();

    [Theory]
    [InlineData("if (_batch == default) { _batch = Guid.NewGuid(); await ctx.CheckpointAsync(); } await ctx.TaskDispatcher.Mark.Run(_batch);")]
    [InlineData("if (_batch == default) _batch = Guid.NewGuid(); await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Mark.Run(_batch);")]
    [InlineData("if (_batch == default) Begin(); await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Mark.Run(_batch);")]
    [InlineData("if (_batch == default) Begin(); await ctx.CheckpointAsync(); await MailSilently(ctx);")]
    [InlineData("_label ??= Guid.NewGuid().ToString(); await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Measure.Run(_label);")]
    [InlineData("_batch = _batch == default ? Guid.NewGuid() : _batch; await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Mark.Run(_batch);")]
    [InlineData("if (_begun) { await MailSilently(ctx); return; } _batch = Guid.NewGuid(); _begun = true; await ctx.CheckpointAsync(); await MailSilently(ctx);")]
    [InlineData("while (_batch == default) { _batch = Guid.NewGuid(); await ctx.CheckpointAsync(); } await ctx.TaskDispatcher.Mark.Run(_batch);")]
    [InlineData("switch (_next) { case 0: _batch = Guid.NewGuid(); _next = 1; await ctx.CheckpointAsync(); break; } await ctx.TaskDispatcher.Mark.Run(_batch);")]
    [InlineData("while (true) { await ctx.TaskDispatcher.Poll.Run(_since); _since = DateTime.UtcNow; await ctx.CheckpointAsync(); }")]
    [InlineData("await ctx.TaskDispatcher.Poll.Run(_since); _since = DateTime.UtcNow; await ctx.CheckpointAsync();")]
    [InlineData("for (; _next < 3; _next++) { _since = DateTime.UtcNow; await ctx.CheckpointAsync(); } await ctx.TaskDispatcher.Poll.Run(_since);")]
    [InlineData("_since = DateTime.UtcNow; await ctx.CheckpointAsync(); await ctx.TaskDispatcher.Measure.Run(\"a\"); ctx.Log($\"{_since}\");")]
    public Task AMemberThatIsSetOnce_DoesNotTrigger(string statements) =>
        AnalyzerTest.Of<IdentityUnstableAnalyzer>(JobSource.Of(statements, Batches.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))).RunAsync();

    [Fact]
    public Task Messages_SayHowTheValueIsSetOnce() => AnalyzerTest.Of<IdentityUnstableAnalyzer>(JobSource.Of(
            "_batch = Guid.NewGuid(); await ctx.TaskDispatcher.Mark.Run({|#1:_batch|}); _label = $\"{DateTime.Now}\"; await ctx.TaskDispatcher.Measure.Run({|#2:_label|}); await ctx.TaskDispatcher.Mark.Run({|#3:Guid.NewGuid()|});",
            Batches.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)))
        .Message(1, Says("_batch", "each attempt sets '_batch' anew: set it once, under 'if (_batch == default)', before a checkpoint"))
        .Message(2, Says("_label", "each attempt sets '_label' anew: set it once, '_label ??= …', before a checkpoint"))
        .Message(3, Says("Guid.NewGuid", "keep it in a state member that is set once, before a checkpoint ('_id ??= …', or under 'if (_id == default)'), or identify the work by input"))
        .RunAsync();

    private static string Says(string value, string remedy) =>
        $"'{value}' is another value in each attempt, and here it identifies work of job 'A': a resumed job would not find it again and do it twice; {remedy}";
}
