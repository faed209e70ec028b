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
    [InlineData("while (!_isReady) { _isReady = await [|ctx.TaskDispatcher.Poll.Run()|]; }", "private bool _isReady; [JobTask] private static bool Poll() => true;")]
    [InlineData("while (true) { if (_next == 0) { if (await [|ctx.TaskDispatcher.Poll.Run()|]) _next = 1; } else break; }", "[JobTask] private static bool Poll() => true;")]
    [InlineData("while (true) { switch (_next) { case 0: { var ready = await [|ctx.TaskDispatcher.Poll.Run()|]; if (ready) _next = 1; break; } default: return; } }", "[JobTask] private static bool Poll() => true;")]
    [InlineData("while (true) { if (_bytes < 3) _bytes = await [|ctx.TaskDispatcher.Measure.Run(\"x\")|]; else break; }")]
    [InlineData("while (_next < 3) { await [|ctx.TaskDispatcher.Measure.Run(\"x\")|]; _next++; }")]
    [InlineData("while (true) { if (_next == 0) { await [|ctx.TaskDispatcher.Measure.Run(\"x\")|]; } await Task.Delay(1); }")]
    [InlineData("while (true) { switch (Paths.Length) { case 1: { await [|ctx.TaskDispatcher.Measure.Run(\"x\")|]; break; } } }")]
    [InlineData("while (true) { await [|ctx.TaskDispatcher.Poll.Run()|]; await Task.Delay(1); }", "[JobTask] private static bool Poll() => true;")]
    [InlineData("var page = Paths[0]; foreach (var p in Paths) { await [|ctx.TaskDispatcher.Scale.Run(page, page.Length)|]; }")]
    [InlineData("for (var i = 0; i < 3; i++) { if (i > 0) await [|ctx.TaskDispatcher.Measure.Run(\"x\")|]; }")]
    [InlineData("for (var i = 0; i < 3; i++) { if (_next == 0) await [|ctx.TaskDispatcher.Measure.Run(\"x\")|]; }")]
    public Task TheSameTaskAgain_Triggers(string statements, string members = "") => AnalyzerTest.Of<DispatchRepeatsAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("foreach (var p in Paths) await ctx.TaskDispatcher.Measure.Run(p);")]
    [InlineData("for (var i = 0; i < 3; i++) await ctx.TaskDispatcher.Scale.Run(\"x\", i);")]
    [InlineData("while (await ctx.TaskDispatcher.Scale.Run(\"x\", 1, new() { Remember = false }) < 3) await Task.Delay(1);")]
    [InlineData("while (_next < 3) { await ctx.TaskDispatcher.Scale.Run(\"x\", _next); _next++; }")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(\"x\");")]
    [InlineData("while (true) { if (_next > 3) { await ctx.TaskDispatcher.Measure.Run(\"x\"); break; } _next++; }")]
    [InlineData("while (_next < 3) { var p = Paths[_next++]; await ctx.TaskDispatcher.Measure.Run(p); }")]
    [InlineData("while (true) { try { await ctx.TaskDispatcher.Measure.Run(\"x\"); break; } catch (IOException) when (_next++ < 3) { } }")]
    [InlineData("foreach (var (p, n) in Paths.Select(p => (p, p.Length))) await ctx.TaskDispatcher.Scale.Run(p, n);")]
    [InlineData("var rest = new Queue<string>(Paths); while (rest.TryDequeue(out var p)) await ctx.TaskDispatcher.Measure.Run(p);")]
    [InlineData("var rest = new List<string>(Paths); while (rest.Count > 0) { await ctx.TaskDispatcher.Measure.Run(rest[0]); rest.RemoveAt(0); }")]
    [InlineData("using var each = _seen.GetEnumerator(); while (each.MoveNext()) await ctx.TaskDispatcher.Measure.Run(each.Current);")]
    [InlineData("using var reader = new StringReader(\"x\"); while (true) { if (reader.ReadLine() is { } line) await ctx.TaskDispatcher.Measure.Run(line); else break; }")]
    [InlineData("for (var i = 0; i < Paths.Length; i++) { if (i == 0) await ctx.TaskDispatcher.Scale.Run(\"header\", 1); await ctx.TaskDispatcher.Measure.Run(Paths[i]); }")]
    [InlineData("foreach (var p in Paths) { if (p == \"index\") await ctx.TaskDispatcher.Measure.Run(\"all\"); }")]
    [InlineData("var page = new int[1]; while (page[0] < 3) { page[0]++; await ctx.TaskDispatcher.Scale.Run(\"x\", page[0]); }")]
    [InlineData("var page = new Cursor(); while (page.Number < 3) { await ctx.TaskDispatcher.Scale.Run(\"x\", page.Number); page.Number++; }")]
    [InlineData("foreach (var p in Paths) { if (p.Length == 0) { await ctx.TaskDispatcher.Measure.Run(\"x\"); return; } }")]
    public Task AnotherTaskOrMeantSo_DoesNotTrigger(string statements) =>
        AnalyzerTest.Of<DispatchRepeatsAnalyzer>(JobSource.Of(statements, "private sealed class Cursor { public int Number { get; set; } }")).RunAsync();

    [Theory]
    [InlineData("while (_next < 3) { if (_next == 0) { _bytes = await ctx.TaskDispatcher.Measure.Run(\"x\"); _next = 1; } else if (_next < 2) { await ctx.TaskDispatcher.Scale.Run(\"x\", 1); _next++; } else _next = 3; await ctx.CheckpointAsync(); }")]
    [InlineData("while (true) { if (!_isFetched) { await ctx.TaskDispatcher.Measure.Run(\"x\"); _isFetched = true; } await ctx.CheckpointAsync(); if (_next++ > 3) break; }")]
    [InlineData("while (true) { if (!_isFetched) await ctx.TaskDispatcher.Measure.Run(\"x\"); _isFetched = true; }")]
    [InlineData("while (true) { if (_isFetched) continue; await ctx.TaskDispatcher.Measure.Run(\"x\"); _isFetched = true; }")]
    [InlineData("while (true) { if (!_isFetched) { await ctx.TaskDispatcher.Measure.Run(\"x\"); Note(); } }")]
    [InlineData("while (!_isFetched) { await ctx.TaskDispatcher.Measure.Run(\"x\"); _isFetched = true; }")]
    [InlineData("var isFetched = false; foreach (var p in Paths) { if (!isFetched) { await ctx.TaskDispatcher.Measure.Run(\"x\"); isFetched = true; } }")]
    [InlineData("foreach (var p in Paths) { if (_header is null) { _header = await ctx.TaskDispatcher.Header.Run(); } }")]
    [InlineData("foreach (var p in Paths) { _header ??= await ctx.TaskDispatcher.Header.Run(); }")]
    [InlineData("foreach (var p in Paths) { if (!_seen.Contains(\"x\")) { await ctx.TaskDispatcher.Measure.Run(\"x\"); _seen.Add(\"x\"); } }")]
    [InlineData("while (true) { switch (_phase) { case Phase.Load: _bytes = await ctx.TaskDispatcher.Measure.Run(\"x\"); _phase = Phase.Work; break; case Phase.Work: return; } }")]
    [InlineData("while (true) { switch (_next) { case 0: await ctx.TaskDispatcher.Measure.Run(\"x\"); break; case 1: await ctx.TaskDispatcher.Measure.Run(\"y\"); break; default: return; } _next++; await ctx.CheckpointAsync(); }")]
    [InlineData("while (true) { switch (_phase) { case Phase.Load: { var n = await ctx.TaskDispatcher.Measure.Run(\"x\"); _phase = n > 3 ? Phase.Work : Phase.End; break; } case Phase.Work: { var n = await ctx.TaskDispatcher.Measure.Run(\"y\"); if (n > 3) _phase = Phase.End; else _phase = Phase.Done; break; } default: return; } }")]
    [InlineData("while (true) { _bytes = _phase switch { Phase.Load => await ctx.TaskDispatcher.Measure.Run(\"x\"), _ => 0 }; _phase = Phase.Work; }")]
    public Task UnderAConditionThatTheLoopChanges_DoesNotTrigger(string statements) => AnalyzerTest.Of<DispatchRepeatsAnalyzer>(JobSource.Of(
        statements,
        """
        private enum Phase { Load, Work, Done, End }
        private Phase _phase;
        private bool _isFetched;
        private string? _header;
        private void Note() => _isFetched = true;
        [JobTask] private static string Header() => "h";
        """)).RunAsync();
}
