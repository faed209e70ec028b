using Jobs.Analyzers.Declaration;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Declaration;

/// <summary>(JOB1015)</summary>
public sealed class InputCanBeSetTests
{
    [Theory]
    [InlineData("await ctx.CheckpointAsync();", "public required string [|Folder|] { get; set; }")]
    [InlineData("await ctx.CheckpointAsync();", "public int [|Depth|] { get; set; } = 3;")]
    public Task SettableAndNeverSetByTheJob_Triggers(string statements, string members = "") => AnalyzerTest.Of<InputCanBeSetAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("await ctx.CheckpointAsync();", "public required string Folder { get; init; }")]
    [InlineData("Depth++; await ctx.CheckpointAsync();", "public int Depth { get; set; }")]
    [InlineData("Items.Add(1); await ctx.CheckpointAsync();", "public List<int> Items { get; set; } = [];")]
    [InlineData("await ctx.CheckpointAsync();", "public int Depth { get; private set; }")]
    [InlineData("await ctx.CheckpointAsync();", "[JobIgnore] public int Depth { get; set; }")]
    [InlineData("await ctx.CheckpointAsync();", "public int Depth { get => _next; set => _next = value; }")]
    [InlineData("await ctx.CheckpointAsync();", "private int Depth { get; set; }")]
    [InlineData("await ctx.CheckpointAsync();", "public JournaledList<int> Depths { get; set; } = [];")]
    public Task InitOnlyOrState_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<InputCanBeSetAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
