using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class PassTokenFixerTests
{
    [Fact]
    public Task TheToken_IsPassed() => CodeFixTest.Of<TokenNotPassedOnAnalyzer, PassTokenFixer>(JobSource.Of(
        """
        await [|Task.Delay(1)|];
        await [|File.ReadAllTextAsync("x")|];
        await [|Go()|];
        """,
        """
        private static Task Go(int n = 1, CancellationToken ct = default) => Task.CompletedTask;
        [JobTask] private static async Task Read(string p, TaskContext task) => await [|File.ReadAllTextAsync(p)|];
        """)).Rule("JOB3015").GivesAsync(JobSource.Of(
        """
        await Task.Delay(1, ctx.CancellationToken);
        await File.ReadAllTextAsync("x", ctx.CancellationToken);
        await Go(ct: ctx.CancellationToken);
        """,
        """
        private static Task Go(int n = 1, CancellationToken ct = default) => Task.CompletedTask;
        [JobTask] private static async Task Read(string p, TaskContext task) => await File.ReadAllTextAsync(p, task.CancellationToken);
        """));
}
