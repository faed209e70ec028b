using Jobs.Analyzers.Declaration;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class MakeInitOnlyFixerTests
{
    [Fact]
    public Task ASetter_BecomesInit() => CodeFixTest.Of<InputCanBeSetAnalyzer, MakeInitOnlyFixer>(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        """,
        """
        public required string [|Folder|] { get; set; }
        public int [|Depth|] { get; set; } = 3;
        """)).Rule("JOB1015").GivesAsync(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        """,
        """
        public required string Folder { get; init; }
        public int Depth { get; init; } = 3;
        """));

    [Fact]
    public Task WhereSomebodySetsItLater_OffersNothing() => CodeFixTest.Of<InputCanBeSetAnalyzer, MakeInitOnlyFixer>(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        """,
        """
        public int [|Depth|] { get; set; }
        public static class Other { public static void Set(A a) => a.Depth = 1; }
        """)).Rule("JOB1015").OffersNothingAsync();
}
