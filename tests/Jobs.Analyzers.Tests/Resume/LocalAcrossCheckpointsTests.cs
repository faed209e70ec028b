using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3005)</summary>
public sealed class LocalAcrossCheckpointsTests
{
    [Theory]
    [InlineData("long [|sum|] = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; await ctx.CheckpointIfDueAsync(); } _bytes = sum;")]
    [InlineData("var [|all|] = new List<long>(); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { all.Add(r.Result); await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{all.Count}\");")]
    [InlineData("var [|n|] = 0; foreach (var p in Paths.Skip(_next)) { n++; _next++; await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{n}\");")]
    [InlineData("var [|max|] = 0L; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { max = Math.Max(max, r.Result); await ctx.CheckpointAsync(); } _bytes = max;")]
    [InlineData("var [|batch|] = new List<long>(); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { batch.Add(r.Result); if (batch.Count == 3) { _bytes += batch.Sum(); batch.Clear(); } await ctx.CheckpointIfDueAsync(); } _bytes += batch.Sum();")]
    [InlineData("var [|batch|] = new List<long>(); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { if (batch.Count == 3) { batch.Clear(); batch.Add(r.Result); await ctx.CheckpointAsync(); } else batch.Add(r.Result); } _bytes += batch.Sum();")]
    [InlineData("long [|sum|] = 0; sum = Paths.Length; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; await ctx.CheckpointIfDueAsync(); } _bytes = sum;")]
    [InlineData("var [|n|] = 0; foreach (var p in Paths.Skip(_next)) { n++; _next++; await ctx.CheckpointIfDueAsync(); } if (_bytes > 0) n = 0; ctx.Log($\"{n}\");")]
    public Task ASumInALocal_Triggers(string statements) => AnalyzerTest.Of<LocalAcrossCheckpointsAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("long sum = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) sum += r.Result; _bytes = sum;")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var n = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { ctx.Log($\"{n++}\"); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var sum = _bytes; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; _bytes = sum; await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{sum}\");")]
    [InlineData("long sum = 0; foreach (var p in Paths) { sum += p.Length; await ctx.CheckpointIfDueAsync(); } _bytes = sum;")]
    [InlineData("var batch = new List<long>(); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { batch.Add(r.Result); if (batch.Count < 3) continue; await File.AppendAllTextAsync(\"x\", $\"{batch.Count}\"); batch.Clear(); await ctx.CheckpointAsync(); } ctx.Log($\"{batch.Count}\");")]
    [InlineData("var batch = new List<long>(); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { batch.Add(r.Result); if (batch.Count == 3) { _bytes += batch.Sum(); batch = []; await ctx.CheckpointAsync(); } } _bytes += batch.Sum();")]
    [InlineData("long sum = 0; if (_bytes > 0) sum = _bytes; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; _bytes = sum; await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{sum}\");")]
    [InlineData("var all = new List<string>(); all.AddRange(_seen); await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { all.Add($\"{r.Result}\"); _seen = all.ToList(); await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{all.Count}\");")]
    [InlineData("var n = 0; foreach (var p in Paths.Skip(_next)) { ctx.Log($\"{++n}\"); _next++; await ctx.CheckpointIfDueAsync(); } n = 0; foreach (var p in Paths) ctx.Log($\"{++n}\");")]
    [InlineData("long last = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { last = r.Result; await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{last}\");")]
    [InlineData("long sum = 0; foreach (var p in Paths) sum += p.Length; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{sum}\");")]
    public Task WhatIsNotLost_DoesNotTrigger(string statements) => AnalyzerTest.Of<LocalAcrossCheckpointsAnalyzer>(JobSource.Of(statements)).RunAsync();
}
