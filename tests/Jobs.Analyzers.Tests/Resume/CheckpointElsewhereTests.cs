using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3016)</summary>
public sealed class CheckpointElsewhereTests
{
    [Theory]
    [InlineData("await Task.Run(async () => await [|ctx.CheckpointAsync()|]);")]
    [InlineData("await Task.WhenAll(Paths.Select(async p => { await Task.Yield(); await [|ctx.CheckpointIfDueAsync()|]; }));")]
    [InlineData("using var timer = new Timer(_ => [|ctx.CheckpointAsync()|].AsTask(), null, 0, 1);")]
    [InlineData("await Task.Run(() => [|Save(ctx)|]);", "private async Task Save(Context c) => await c.CheckpointAsync();")]
    public Task SavedBesideTheJob_Triggers(string statements, string members = "") => AnalyzerTest.Of<CheckpointElsewhereAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("await ctx.CheckpointAsync();")]
    [InlineData("Func<Task> save = async () => await ctx.CheckpointAsync(); await save();")]
    [InlineData("await Task.Run(() => ctx.Progress.Report(1)); await ctx.CheckpointAsync();")]
    public Task SavedByTheJob_DoesNotTrigger(string statements) => AnalyzerTest.Of<CheckpointElsewhereAnalyzer>(JobSource.Of(statements)).RunAsync();
}
