using Jobs.Analyzers.Usage;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class DispatchFixerTests
{
    [Fact]
    public Task ACall_BecomesADispatch() => CodeFixTest.Of<TaskCalledAsMethodAnalyzer, DispatchFixer>(JobSource.Of(
        """
        _bytes = await [|Measure("a")|];
        _bytes = [|Hash("b", mailer)|] + 1;
        _ = [|Name("c")|].Length;
        """,
        """
        [JobTask] private static int Hash(string text, IMailer mailer, int times = 2) => text.Length * times;
        [JobTask] private static string Name(string text, CancellationToken ct = default) => text;
        """, ", IMailer mailer")).Rule("JOB4006").GivesAsync(JobSource.Of(
        """
        _bytes = await ctx.TaskDispatcher.Measure.Run("a");
        _bytes = await ctx.TaskDispatcher.Hash.Run("b") + 1;
        _ = (await ctx.TaskDispatcher.Name.Run("c")).Length;
        """,
        """
        [JobTask] private static int Hash(string text, IMailer mailer, int times = 2) => text.Length * times;
        [JobTask] private static string Name(string text, CancellationToken ct = default) => text;
        """, ", IMailer mailer"));

    [Fact]
    public Task WithoutAContextInScope_OffersNothing() => CodeFixTest.Of<TaskCalledAsMethodAnalyzer, DispatchFixer>(JobSource.Of(
        """
        await Go();
        """,
        """
        private async Task Go() => _bytes = await [|Measure("a")|];
        """)).Rule("JOB4006").OffersNothingAsync();
}
