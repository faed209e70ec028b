using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3020)</summary>
public sealed class InputChangedTests
{
    [Theory]
    [InlineData("[|Folder = \"x\"|]; await Task.Yield();", "public required string Folder { get; set; }")]
    [InlineData("[|Items.Add(\"x\")|]; await Task.Yield();", "public required List<string> Items { get; init; }")]
    [InlineData("[|Items[0] = \"x\"|]; await Task.Yield();", "public string[] Items { get; init; } = [];")]
    [InlineData("[|Options.Depth++|]; await Task.Yield();", "public required Settings Options { get; init; } public sealed class Settings { public int Depth { get; set; } }")]
    [InlineData("var l = Items; [|l.Add(\"x\")|]; await Task.Yield();", "public required List<string> Items { get; init; }")]
    [InlineData("var l = Items; [|l[0] = \"x\"|]; await Task.Yield();", "public required List<string> Items { get; init; }")]
    [InlineData("foreach (var c in Cells) [|c.Count++|]; await Task.Yield();", "public required List<Cell> Cells { get; init; } public sealed class Cell { public int Count { get; set; } }")]
    [InlineData("var c = Cells[0]; [|c.Count = 3|]; await Task.Yield();", "public required List<Cell> Cells { get; init; } public sealed class Cell { public int Count { get; set; } }")]
    [InlineData("Next(); await Task.Yield();", "public required List<string> Items { get; init; } private void Next() => [|Items.RemoveAt(0)|];")]
    public Task InputIsSet_Triggers(string statements, string members = "") => AnalyzerTest.Of<InputChangedAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("_seen.Add(\"x\"); await Task.Yield();", "")]
    [InlineData("var copy = Items.ToList(); copy.Add(\"x\"); await Task.Yield();", "public required List<string> Items { get; init; }")]
    [InlineData("var l = Items; l = [.. l]; l.Add(\"x\"); await Task.Yield();", "public required List<string> Items { get; init; }")]
    [InlineData("var l = Items; l = null; await Task.Yield();", "public required List<string>? Items { get; init; }")]
    [InlineData("var c = Cells[0]; c.Count = 3; await Task.Yield();", "public required List<Cell> Cells { get; init; } public struct Cell { public int Count { get; set; } }")]
    [InlineData("Folder = \"x\"; await Task.Yield();", "public string Folder { get; set; } = \"\";")]
    [InlineData("var more = Paths.Add(\"x\"); await Task.Yield();", "")]
    public Task StateOrACopy_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<InputChangedAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
