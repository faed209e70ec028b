using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3013)</summary>
public sealed class KeyRepeatsTests
{
    private const string Child = "[Job(\"b\")] public sealed partial class B { public required string P { get; init; } private async Task RunAsync(Context ctx) => await ctx.CheckpointAsync(); }";

    [Theory]
    [InlineData("foreach (var p in Paths) await ctx.SleepAsync(TimeSpan.Zero, [|\"pause\"|]);")]
    [InlineData("while (true) { await ctx.SleepAsync(TimeSpan.FromDays(1), [|\"day\"|]); }")]
    [InlineData("foreach (var p in Paths) await ctx.SubmitAsync(new B { P = p }, [|\"child\"|]);")]
    [InlineData("var key = \"k\"; foreach (var p in Paths) await ctx.SubmitAsync(new B { P = p }, [|key|]);")]
    [InlineData("foreach (var p in Paths) await ctx.TaskDispatcher.Scale.Run(p, 1, new() { Key = [|\"same\"|] });")]
    [InlineData("foreach (var p in Paths) await ctx.SleepAsync(TimeSpan.Zero, [|$\"{1}-x\"|]);")]
    public Task AKeyThatDoesNotChange_Triggers(string statements) => AnalyzerTest.Of<KeyRepeatsAnalyzer>(JobSource.Of(statements), Child).RunAsync();

    [Theory]
    [InlineData("foreach (var p in Paths) await ctx.SleepAsync(TimeSpan.Zero, p);")]
    [InlineData("while (_next < 3) { await ctx.SleepAsync(TimeSpan.Zero, $\"{_next}\"); _next++; }")]
    [InlineData("var i = 0; foreach (var p in Paths) await ctx.SubmitAsync(new B { P = p }, $\"c{i++}\");")]
    [InlineData("var i = 0; foreach (var p in Paths) { i++; await ctx.SleepAsync(TimeSpan.Zero, $\"c{i}\"); }")]
    [InlineData("await ctx.SleepAsync(TimeSpan.Zero, \"once\"); foreach (var p in Paths) _next++;")]
    [InlineData("foreach (var p in Paths) await ctx.TaskDispatcher.Scale.Run(p, 1, new() { Key = p });")]
    [InlineData("while (true) await ctx.TaskDispatcher.Scale.Run(\"a\", 1, new() { Key = \"k\", Remember = false });")]
    [InlineData("while (true) { switch (_next) { case 0: await ctx.SleepAsync(TimeSpan.FromDays(1), \"day\"); _next = 1; break; default: return; } }")]
    [InlineData("foreach (var p in Paths) await ctx.SleepAsync(TimeSpan.Zero, Name());", "private static string Name() => \"x\";")]
    [InlineData("var key = \"a\"; foreach (var p in Paths) { Move(ref key); await ctx.SleepAsync(TimeSpan.Zero, key); }", "private static void Move(ref string key) => key += \"x\";")]
    [InlineData("var rest = new Queue<string>(Paths); while (rest.TryDequeue(out var p)) await ctx.SleepAsync(TimeSpan.Zero, p);")]
    [InlineData("var rest = new List<string>(Paths); while (rest.Count > 0) { await ctx.SubmitAsync(new B { P = rest[^1] }, rest[^1]); rest.RemoveAt(rest.Count - 1); }")]
    [InlineData("for (var i = 0; i < 3; i++) { if (i == 0) await ctx.SleepAsync(TimeSpan.Zero, \"warm up\"); _next++; }")]
    [InlineData("foreach (var p in Paths) { if (Path.GetFileName(p) is { Length: > 3 } name) await ctx.SleepAsync(TimeSpan.Zero, name); }")]
    [InlineData("foreach (var p in Paths) { if (p is not { Length: > 3 } name) continue; var key = name + \"/x\"; await ctx.SubmitAsync(new B { P = p }, key); }")]
    [InlineData("foreach (var p in Paths) { if (p.Split(\":\") is [_, ..] parts) await ctx.SleepAsync(TimeSpan.Zero, $\"{parts.Length}\"); }")]
    public Task AKeyThatChanges_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<KeyRepeatsAnalyzer>(JobSource.Of(statements, members), Child).RunAsync();
}
