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
    public Task ASumInALocal_Triggers(string statements) => AnalyzerTest.Of<LocalAcrossCheckpointsAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("long sum = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) sum += r.Result; _bytes = sum;")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var n = 0; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { ctx.Log($\"{n++}\"); await ctx.CheckpointIfDueAsync(); }")]
    [InlineData("var sum = _bytes; await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; _bytes = sum; await ctx.CheckpointIfDueAsync(); } ctx.Log($\"{sum}\");")]
    [InlineData("long sum = 0; foreach (var p in Paths) { sum += p.Length; await ctx.CheckpointIfDueAsync(); } _bytes = sum;")]
    public Task WhatIsNotLost_DoesNotTrigger(string statements) => AnalyzerTest.Of<LocalAcrossCheckpointsAnalyzer>(JobSource.Of(statements)).RunAsync();
}
