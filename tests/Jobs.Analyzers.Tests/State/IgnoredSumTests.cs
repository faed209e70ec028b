using Jobs.Analyzers.State;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>(JOB2016)</summary>
public sealed class IgnoredSumTests
{
    private const string Failed = "[JobIgnore] private List<Exception> _failed = [];";
    private const string Save = "_next++; await ctx.CheckpointIfDueAsync();";
    private const string Read = "ctx.Log($\"{_failed.Count}\");";

    [Theory]
    [InlineData($"while (_next < Paths.Length) {{ try {{ }} catch (FormatException e) {{ [|_failed.Add(e)|]; }} {Save} }} {Read}", Failed)]
    [InlineData($"foreach (var p in Paths.Skip(_next)) {{ [|_failed.Add(new Exception(p))|]; {Save} }} await ShowAsync(ctx);", Failed + " private async Task ShowAsync(Context ctx) { " + Read + " await ctx.CheckpointAsync(); }")]
    [InlineData($"_failed = []; while (_next < Paths.Length) {{ [|_failed.Add(new Exception())|]; {Save} }} {Read}", Failed)]
    [InlineData($"_failed.Clear(); while (_next < Paths.Length) {{ [|_failed.Add(new Exception())|]; {Save} }} {Read}", Failed)]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { [|_sum += r.Result|]; await ctx.CheckpointIfDueAsync(); } _bytes = _sum;", "[JobIgnore] private long _sum;")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { [|_max = Math.Max(_max, r.Result)|]; await ctx.CheckpointIfDueAsync(); } _bytes = _max;", "[JobIgnore] private long _max;")]
    [InlineData($"while (_next < Paths.Length) {{ [|_text.Append(Paths[_next])|]; {Save} }} ctx.Log(_text.ToString());", "[JobIgnore] private readonly System.Text.StringBuilder _text = new();")]
    [InlineData($"while (_next < Paths.Length) {{ [|_sizes[Paths[_next]] = _next|]; {Save} }} ctx.Log($\"{{_sizes.Count}}\");", "[JobIgnore] private readonly Dictionary<string, int> _sizes = [];")]
    [InlineData($"while (_next < Paths.Length) {{ [|Note(new Exception())|]; {Save} }} {Read}", Failed + " private void Note(Exception e) => _failed.Add(e);")]
    [InlineData($"await AllAsync(ctx); {Read}", Failed + $" private async Task AllAsync(Context ctx) {{ while (_next < Paths.Length) {{ [|_failed.Add(new Exception())|]; {Save} }} }}")]
    public Task ASumThatIsNotStored_Triggers(string statements, string members) => Test(statements, members);

    [Theory]
    [InlineData($"while (_next < Paths.Length) {{ _failed.Add(new Exception()); _next++; }} {Read} await ctx.CheckpointAsync();", Failed)] // No checkpoint in the loop.
    [InlineData($"foreach (var p in Paths) {{ _failed.Add(new Exception()); await ctx.CheckpointIfDueAsync(); }} {Read}", Failed)] // Starts over.
    [InlineData($"while (_next < Paths.Length) {{ _failed.Add(new Exception()); {Save} }}", Failed)] // Not read.
    [InlineData($"while (_next < Paths.Length) {{ _failed.Add(new Exception()); {Save} }} _failed.Clear();", Failed)]
    [InlineData($"while (_next < Paths.Length) {{ _failed.Add(new Exception()); {Save} }} _failed.Add(new Exception());", Failed)]
    [InlineData($"while (_next < Paths.Length) {{ _failed.Add(new Exception()); {Save} }} {Read}", "private List<string> _failed2 = []; private List<Exception> _failed => [];")]
    public Task WhatIsNotLost_DoesNotTrigger(string statements, string members) => Test(statements, members);

    [Theory]
    [InlineData($"while (_next < Paths.Length) {{ _cache ??= []; {Save} }} ctx.Log($\"{{_cache?.Count}}\");")]
    [InlineData($"while (_next < Paths.Length) {{ if (_cache is null) _cache = new(); {Save} }} ctx.Log($\"{{_cache?.Count}}\");")]
    [InlineData($"while (_next < Paths.Length) {{ if (!_cache!.ContainsKey(\"a\")) _cache[\"a\"] = 1; {Save} }} ctx.Log($\"{{_cache.Count}}\");")]
    [InlineData($"while (_next < Paths.Length) {{ if (!_cache!.TryGetValue(\"a\", out var n)) {{ n = 1; _cache.Add(\"a\", n); }} {Save} }} ctx.Log($\"{{_cache.Count}}\");")]
    [InlineData($"while (_next < Paths.Length) {{ _cache!.TryAdd(\"a\", 1); {Save} }} ctx.Log($\"{{_cache!.Count}}\");")]
    [InlineData($"while (_next < Paths.Length) {{ _next += Of(\"a\"); {Save} }} ctx.Log($\"{{_cache!.Count}}\");", "private int Of(string p) { if (_cache!.TryGetValue(p, out var n)) return n; return _cache[p] = p.Length; }")]
    public Task ACache_DoesNotTrigger(string statements, string members = "") => Test(statements, "[JobIgnore] private Dictionary<string, int>? _cache = []; " + members);

    [Theory]
    [InlineData($"while (_next < Paths.Length) {{ _failed.Add(new Exception()); if (_next % 9 == 0) _failed.Clear(); {Save} }} {Read}")] // A buffer.
    [InlineData($"while (_next < Paths.Length) {{ _failed.Add(new Exception()); _failed = []; {Save} }} {Read}")]
    [InlineData($"_failed = _seen.Select(s => new Exception(s)).ToList(); while (_next < Paths.Length) {{ _failed.Add(new Exception()); {Save} }} {Read}")] // An index.
    [InlineData($"foreach (var s in _seen) _failed.Add(new Exception(s)); while (_next < Paths.Length) {{ _failed.Add(new Exception()); {Save} }} {Read}")]
    [InlineData($"Load(); while (_next < Paths.Length) {{ _failed.Add(new Exception()); {Save} }} {Read}", "private void Load() => _failed.AddRange(_seen.Select(s => new Exception(s)));")]
    public Task ABufferOrAnIndex_DoesNotTrigger(string statements, string members = "") => Test(statements, Failed + members);

    private static Task Test(string statements, string members) => AnalyzerTest.Of<IgnoredSumAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
