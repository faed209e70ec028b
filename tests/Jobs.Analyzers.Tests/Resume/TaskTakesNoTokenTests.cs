using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3018)</summary>
public sealed class TaskTakesNoTokenTests
{
    [Theory]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static async Task [|Go|](string p) => await File.ReadAllTextAsync(p);")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static Task [|Go|](int n) => Task.Delay(n);")]
    public Task WhatCouldBeCancelled_Triggers(string statements, string members = "") => AnalyzerTest.Of<TaskTakesNoTokenAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static async Task Go(string p, CancellationToken ct) => await File.ReadAllTextAsync(p, ct);")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static async Task Go(string p, TaskContext task) => await File.ReadAllTextAsync(p, task.CancellationToken);")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static int Go(int n) => n;")]
    [InlineData("await ctx.CheckpointAsync();", "private static async Task Go(string p) => await File.ReadAllTextAsync(p);")]
    public Task WithATokenOrNothingToCancel_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<TaskTakesNoTokenAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
