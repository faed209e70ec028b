using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class TakeTokenFixerTests
{
    [Fact]
    public Task ATask_TakesAToken() => CodeFixTest.Of<TaskTakesNoTokenAnalyzer, TakeTokenFixer>(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        """,
        """
        [JobTask] private static async Task [|Read|](string p) => await File.ReadAllTextAsync(p);
        [JobTask] private static Task [|Wait|]() => Task.Delay(1);
        """)).Rule("JOB3018").GivesAsync(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        """,
        """
        [JobTask] private static async Task Read(string p, CancellationToken cancellationToken = default) => await File.ReadAllTextAsync(p);
        [JobTask] private static Task Wait(CancellationToken cancellationToken = default) => Task.Delay(1);
        """));
}
