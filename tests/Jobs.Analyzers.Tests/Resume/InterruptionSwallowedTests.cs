using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3006)</summary>
public sealed class InterruptionSwallowedTests
{
    [Theory]
    [InlineData("try { await ctx.CheckpointAsync(); } [|catch|] (Exception e) { ctx.Log(e.Message); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } [|catch|] { }")]
    [InlineData("try { await ctx.TaskDispatcher.Measure.Run(\"a\"); } [|catch|] (OperationCanceledException) { }")]
    [InlineData("try { ctx.ThrowIfInterrupted(); } [|catch|] (JobInterruptedException) { return; }")]
    [InlineData("try { await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _bytes += r.Result; } } [|catch|] (Exception e) when (e.Message != \"\") { }")]
    [InlineData("try { await ctx.SleepAsync(TimeSpan.Zero, \"s\"); } catch (IOException) { } [|catch|] (Exception) { }")]
    [InlineData("while (_next < 3) { try { await ctx.CheckpointAsync(); } [|catch|] (Exception) { continue; } }")]
    public Task ACatchAroundAnInterruptionPoint_Triggers(string statements) => AnalyzerTest.Of<InterruptionSwallowedAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("try { await Save(ctx); } [|catch|] (Exception) { }", "private async Task Save(Context ctx) => await ctx.CheckpointAsync();")]
    [InlineData("await Try(ctx);", "private async Task Try(Context c) { try { await c.CheckpointAsync(); } [|catch|] (Exception) { } }")]
    [InlineData("try { Other.Do(ctx); } [|catch|] (Exception) { }", "private static class Other { public static void Do(JobContext c) => c.ThrowIfInterrupted(); }")]
    public Task InterruptionPointInAHelper_Triggers(string statements, string members = "") => AnalyzerTest.Of<InterruptionSwallowedAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (Exception e) when (e is not JobInterruptedException) { ctx.Log(e.Message); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (Exception e) when (e is not OperationCanceledException) { ctx.Log(e.Message); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (Exception e) { ctx.Log(e.Message); throw; }")]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (Exception e) { throw new InvalidOperationException(\"no\", e); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (JobInterruptedException) { throw; } catch (Exception) { }")]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (IOException) { }")]
    [InlineData("try { _bytes = File.ReadAllBytes(\"x\").Length; } catch (Exception) { } await ctx.CheckpointAsync();")]
    [InlineData("try { await ctx.TaskDispatcher.Measure.Run(\"a\"); } catch (TaskFailedException) { }")]
    [InlineData("try { await ctx.CheckpointAsync(); } catch (Exception) { ctx.ThrowIfInterrupted(); }")]
    [InlineData("try { await ctx.CheckpointAsync(); } finally { _bytes = 0; }")]
    public Task PassedOnOrNotTaken_DoesNotTrigger(string statements) => AnalyzerTest.Of<InterruptionSwallowedAnalyzer>(JobSource.Of(statements)).RunAsync();
}
