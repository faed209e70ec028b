using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class ReadResultFixerTests
{
    [Fact]
    public Task TheResult_IsRead() => CodeFixTest.Of<TaskFailureIgnoredAnalyzer, ReadResultFixer>(JobSource.Of(
        """
        await foreach (var [|r|] in ctx.TaskDispatcher.Measure.Many(Paths))
        {
            _next++;
        }
        """)).Rule("JOB3021").GivesAsync(JobSource.Of(
        """
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths))
        {
            _ = r.Result;
            _next++;
        }
        """));
}
