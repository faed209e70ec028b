using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class SayRememberFixerTests
{
    [Fact]
    public Task APoll_IsNotRemembered() => CodeFixTest.Of<DispatchRepeatsAnalyzer, SayRememberFixer>(JobSource.Of(
        """
        while (await [|ctx.TaskDispatcher.Measure.Run("x")|] < 3) await Task.Delay(1);
        """)).Rule("JOB3014").GivesAsync(JobSource.Of(
        """
        while (await ctx.TaskDispatcher.Measure.Run("x", options: new() { Remember = false }) < 3) await Task.Delay(1);
        """));
}
