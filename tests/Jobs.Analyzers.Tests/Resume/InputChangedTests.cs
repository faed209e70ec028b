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
    [InlineData("var more = Items.Add(\"x\"); await Task.Yield();", "public required ImmutableList<string> Items { get; init; }")]
    [InlineData("var more = Items.Insert(0, \"x\").Reverse(); await Task.Yield();", "public required ImmutableList<string> Items { get; init; }")]
    [InlineData("var tags = Labels.Add(\"x\"); await Task.Yield();", "public required Tags Labels { get; init; } public sealed class Tags : List<string> { public new Tags Add(string tag) => [.. this, tag]; }")]
    [InlineData("_next = Folder.Length; await Task.Yield();", "public required string Folder { get => Names[0]; init => Names = [value]; } public List<string> Names { get; init; } = [];")]
    [InlineData("var options = Options with { Depth = 3 }; await Task.Yield();", "public required Settings Options { get; init; } public sealed record Settings { public int Depth { get; set; } }")]
    [InlineData("var next = new A { Paths = Paths, Items = [.. Items] }; next.Items.Add(\"x\"); await ctx.SubmitAsync(next, \"next\");", "public required List<string> Items { get; init; }")]
    [InlineData("foreach (var c in Cells.Select(c => new Cell { Count = c.Count })) c.Count++; await Task.Yield();", "public required List<Cell> Cells { get; init; } public sealed class Cell { public int Count { get; set; } }")]
    [InlineData("Items = [.. Items]; Items.Add(\"x\"); await Task.Yield();", "public List<string> Items { get; set; } = [];")]
    public Task StateOrACopy_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<InputChangedAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
