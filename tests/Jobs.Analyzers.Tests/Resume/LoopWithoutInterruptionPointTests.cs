using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3008)</summary>
public sealed class LoopWithoutInterruptionPointTests
{
    [Theory]
    [InlineData("[|foreach (var p in Paths)|] File.Delete(p);")]
    [InlineData("[|foreach (var p in Paths)|] { await File.ReadAllTextAsync(p); }")]
    [InlineData("Action log = () => Console.WriteLine(); [|foreach (var p in Paths)|] { File.Delete(p); log(); } ")]
    [InlineData("[|foreach (var p in Paths)|] await One(p); async Task One(string p) => await File.ReadAllTextAsync(p);")]
    [InlineData("[|for (var i = 0; i < 3; i++)|] await Task.Delay(1);")]
    [InlineData("[|while (true)|] await Task.Delay(1);")]
    [InlineData("[|do|] { await Task.Yield(); } while (_next < 3);")]
    [InlineData("[|foreach (var p in Paths)|] mailer.Send(p);", "", ", IMailer mailer")]
    [InlineData("[|foreach (var p in Paths)|] Delete(p);", "private static void Delete(string p) => File.Delete(p);")]
    [InlineData("[|await foreach (var p in Lines())|] _next++;", "private static async IAsyncEnumerable<string> Lines() { await Task.Yield(); yield return \"\"; }")]
    [InlineData("[|foreach (var p in Paths)|] foreach (var q in Paths) await File.ReadAllTextAsync(q);")]
    [InlineData("await Clean();", "private async Task Clean() { [|foreach (var p in Paths)|] { await Task.Yield(); File.Delete(p); } }")]
    [InlineData("foreach (var p in Paths) { ctx.ThrowIfInterrupted(); } await Clean();", "private async Task Clean() { [|foreach (var p in Paths)|] { await Task.Yield(); File.Delete(p); } }")]
    [InlineData("[|foreach (var p in Paths)|] { await Task.WhenAll(File.ReadAllTextAsync(p), Task.Delay(1)); }")]
    [InlineData("[|foreach (var chunk in Paths.Chunk(3))|] { await Task.WhenAll(chunk.Select(p => Task.Delay(1))); }")]
    [InlineData("using var file = File.Create(\"x\"); using var writer = new BinaryWriter(file); [|foreach (var p in Paths)|] writer.Write(p);")]
    public Task SlowWorkInALoop_Triggers(string statements, string members = "", string services = "") => AnalyzerTest.Of<LoopWithoutInterruptionPointAnalyzer>(JobSource.Of(statements, members, services)).RunAsync();

    [Theory]
    [InlineData("foreach (var p in Paths) { File.Delete(p); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("foreach (var p in Paths) { File.Delete(p); ctx.ThrowIfInterrupted(); }")]
    [InlineData("foreach (var p in Paths) { await ctx.TaskDispatcher.Measure.Run(p); }")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { await File.ReadAllTextAsync(\"x\"); }")]
    [InlineData("foreach (var p in Paths) _bytes += p.Length;")]
    [InlineData("foreach (var p in Paths) { _seen.Add(Path.GetFileName(p)); }")]
    [InlineData("foreach (var p in Paths) { File.Delete(p); await Save(ctx); }", "private async Task Save(Context ctx) => await ctx.CheckpointAsync();")]
    [InlineData("foreach (var p in Paths) { File.Delete(p); await Save(); } async Task Save() { await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("async Task Save() => await ctx.CheckpointIfDueAsync(); async Task One(string p) { File.Delete(p); await Save(); } foreach (var p in Paths) await One(p);")]
    [InlineData("Func<ValueTask> save = async () => await ctx.CheckpointAsync(); foreach (var p in Paths) { File.Delete(p); await save(); }")]
    [InlineData("Action poll = ctx.ThrowIfInterrupted; foreach (var p in Paths) { File.Delete(p); poll(); }")]
    [InlineData("Action? poll = null; poll = ctx.ThrowIfInterrupted; foreach (var p in Paths) { File.Delete(p); poll?.Invoke(); }")]
    [InlineData("Each(Paths, ctx.ThrowIfInterrupted);", "private static void Each(IEnumerable<string> paths, Action poll) { foreach (var p in paths) { File.Delete(p); poll(); } }")]
    [InlineData("_poll = ctx.ThrowIfInterrupted; foreach (var p in Paths) { File.Delete(p); _poll(); }", "[JobIgnore] private Action _poll = () => { };")]
    [InlineData("foreach (var p in Paths) await ctx.SleepAsync(TimeSpan.Zero, p);")]
    [InlineData("foreach (var p in Paths) { Each(p, ctx.ThrowIfInterrupted); }", "private static void Each(string p, Action poll) { File.Delete(p); poll(); }")]
    [InlineData("foreach (var p in Paths) { await ctx.CheckpointIfDueAsync(); foreach (var q in Paths) File.Delete(q); }")]
    [InlineData("foreach (var p in Paths) { await One(p); await ctx.CheckpointIfDueAsync(); }", "private static async Task One(string p) { foreach (var c in p) await Task.Yield(); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } finally { foreach (var p in Paths) File.Delete(p); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (IOException) { foreach (var p in Paths) File.Delete(p); }")]
    [InlineData("Action<string> clean = folder => { foreach (var f in Directory.GetFiles(folder)) File.Delete(f); }; foreach (var p in Paths) { clean(p); ctx.ThrowIfInterrupted(); }")]
    [InlineData("Action<string> clean = folder => { foreach (var f in Directory.GetFiles(folder)) File.Delete(f); }; clean(\"x\"); await ctx.CheckpointAsync();")]
    [InlineData("var tasks = Paths.Select(p => ctx.TaskDispatcher.Measure.Run(p)).ToList(); for (var i = 0; i < tasks.Count; i++) _bytes += await tasks[i];")]
    [InlineData("var tasks = Paths.ToDictionary(p => p, p => ctx.TaskDispatcher.Measure.Run(p)); foreach (var pair in tasks) _bytes += await pair.Value;")]
    [InlineData("var tasks = Paths.Select(p => ctx.TaskDispatcher.Measure.Run(p)).ToList(); while (tasks.Count > 0) { var done = await Task.WhenAny(tasks); tasks.Remove(done); _bytes += await done; }")]
    [InlineData("var tasks = Paths.Select(p => ctx.TaskDispatcher.Measure.Run(p)).ToList(); foreach (var chunk in tasks.Chunk(3)) foreach (var n in await Task.WhenAll(chunk)) _bytes += n;")]
    [InlineData("foreach (var p in Paths) { if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(\"*.x\", p)) _next++; }")]
    [InlineData("foreach (var p in Paths) { _seen.Add(System.Net.IPEndPoint.Parse(p).ToString()); }")]
    [InlineData("foreach (var p in Paths) { _seen.Add(System.Net.Http.Headers.MediaTypeHeaderValue.Parse(p).ToString()); }")]
    [InlineData("foreach (var p in Paths) { using var text = new StringReader(p); while (text.ReadLine() is { } line) _bytes += line.Length; }")]
    [InlineData("using var bytes = new MemoryStream(); foreach (var p in Paths) bytes.Write(System.Text.Encoding.UTF8.GetBytes(p)); _bytes = bytes.Length;")]
    [InlineData("using var bytes = new MemoryStream(); using var writer = new BinaryWriter(bytes); foreach (var p in Paths) writer.Write(p); _bytes = bytes.Length;")]
    public Task ALoopThatAsksOrOnlyComputes_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<LoopWithoutInterruptionPointAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Fact]
    public Task InATask_DoesNotTrigger() => AnalyzerTest.Of<LoopWithoutInterruptionPointAnalyzer>(JobSource.Of(
        "await ctx.CheckpointAsync();", "[JobTask] private static void Clean(string folder) { foreach (var f in Directory.GetFiles(folder)) File.Delete(f); }")).RunAsync();
}
