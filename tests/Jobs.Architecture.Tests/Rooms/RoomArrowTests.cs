using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;

namespace Jobs.Architecture.Tests.Rooms;

public class RoomArrowTests
{
    private static readonly Compilation Runtime = GuardedCompilation.Runtime;

    private static readonly IReadOnlyCollection<Arrow> Arrows = RoomArrows.All(Runtime);

    [Fact]
    public void Compilation_OfTheRuntimesSources_HasNoErrorThatWouldBlindTheGuards() =>
        Guard.FindsNothing(GuardedCompilation.BlindingErrors(Runtime));

    [Fact]
    public void Rooms_OfTheRuntime_UseOnlyWhatTheTableAllows() =>
        Guard.FindsNothing(RoomArrows.Forbidden(Arrows).Select(arrow => arrow.ToString()));

    [Fact]
    public void Rooms_OfTheRuntime_AreAllInTheTable() =>
        Guard.FindsNothing(Repository.CSharpFiles(RoomTable.Project).Where(file => RoomTable.Of(file.Path) is null).Select(file => file.Path));

    [Fact]
    public void Arrow_BesideItsLevel_IsInUse()
    {
        var used = Arrows.Select(arrow => (arrow.From.Name, arrow.To.Name)).ToHashSet();
        var unused = RoomTable.All.SelectMany(room => room.Beside.Select(beside => (room.Name, beside))).Where(pair => !used.Contains(pair));
        Guard.FindsNothing(unused.Select(pair => $"{pair.Name} beside {pair.beside}"));
    }

    [Theory]
    [InlineData("named", "class Low { Jobs.Engine.Turn? _turn; }")]
    [InlineData("var", "class Low { object M(Jobs.TaskLoop.Bridge b) { var turn = b.Turn; return 1; } }")]
    [InlineData("type argument", "class Low { System.Collections.Generic.List<Jobs.Engine.Turn[]>? _turns; }")]
    [InlineData("lambda parameter", "class Low { void M(Jobs.TaskLoop.Bridge b) => b.Each(t => { }); }")]
    [InlineData("deconstruction", "class Low { void M(Jobs.TaskLoop.Bridge b) { var (a, c) = b.Pair; } }")]
    [InlineData("foreach", "class Low { void M(Jobs.TaskLoop.Bridge b) { foreach (var t in b.Turns) { } } }")]
    [InlineData("base class", "class Low : Jobs.Engine.Turn;")]
    [InlineData("base constructor", "class Low() : Jobs.Engine.Turn();")]
    [InlineData("static member", "class Low { int M() => Jobs.Engine.Turn.Count; }")]
    [InlineData("imported static", "using static Jobs.Engine.Turn; class Low { int M() => Count; }")]
    [InlineData("extension method", "using Jobs.Engine; class Low { int M() => 5.Doubled(); }")]
    [InlineData("target-typed new", "class Low { void M(Jobs.TaskLoop.Bridge b) => b.Take(new()); }")]
    [InlineData("pattern", "class Low { bool M(object o) => o is Jobs.Engine.Turn { }; }")]
    [InlineData("attribute", "[Jobs.Engine.Marked] class Low;")]
    [InlineData("alias", "using T = Jobs.Engine.Turn; class Low { T? _t; }")]
    public void UpwardArrow_Planted_IsCaught(string kind, string low)
    {
        // Level 0 reaches level 3, in every way that C# has of using a type. The bridge stands in the same low room, so
        // that only what passes through it is the violation.
        var planted = Plant(("TaskLoop/Low.cs", low));
        var caught = RoomArrows.Forbidden(RoomArrows.All(planted)).Where(arrow => arrow.Place.StartsWith("src/Jobs.Runtime/TaskLoop/Low.cs", StringComparison.Ordinal));
        Assert.True(caught.Any(), $"an upward arrow by {kind} was not seen");
    }

    [Fact]
    public void SidewardArrow_NotInTheTable_IsCaught()
    {
        var planted = Plant(
            ("Checkpoints/Saver.cs", "namespace Jobs.Checkpoints { class Saver { Jobs.Execution.Attempt? _attempt; } }"),
            ("Execution/Attempt.cs", "namespace Jobs.Execution { class Attempt { Jobs.Checkpoints.Saver? _saver; } }"));
        var arrow = Assert.Single(RoomArrows.Forbidden(RoomArrows.All(planted)), arrow => arrow.From.Level == 2);
        Assert.Equal(("Checkpoints", "Execution"), (arrow.From.Name, arrow.To.Name));
    }

    [Fact]
    public void DownwardArrow_IsAllowed()
    {
        var planted = Plant(("Hosting/Host.cs", "namespace Jobs.Hosting { class Host { Jobs.Engine.Turn? _turn; Jobs.TaskLoop.Bridge? _bridge; } }"));
        Assert.DoesNotContain(RoomArrows.Forbidden(RoomArrows.All(planted)), arrow => arrow.From.Name == "Hosting");
        Assert.Contains(RoomArrows.All(planted), arrow => arrow.From.Name == "Hosting" && arrow.To.Name == "TaskLoop");
    }

    [Fact]
    public void Folder_InNoTable_IsCaught() => Assert.Null(RoomTable.Of("src/Jobs.Runtime/Helpers/Stuff.cs"));

    private static Compilation Plant(params (string Path, string Text)[] files)
    {
        var planted = GuardedCompilation.Of("Planted",
        [
            new("src/Jobs.Runtime/Engine/Turn.cs", """
                namespace Jobs.Engine
                {
                    public class Turn { public static int Count => 1; }
                    public class MarkedAttribute : Attribute;
                    public static class Numbers { public static int Doubled(this int n) => 2 * n; }
                }
                """),
            new("src/Jobs.Runtime/TaskLoop/Bridge.cs", """
                namespace Jobs.TaskLoop
                {
                    public class Bridge
                    {
                        public Jobs.Engine.Turn Turn => new();
                        public IEnumerable<Jobs.Engine.Turn> Turns => [];
                        public (Jobs.Engine.Turn, int) Pair => default;
                        public void Each(Action<Jobs.Engine.Turn> action) { }
                        public void Take(Jobs.Engine.Turn turn) { }
                    }
                }
                """),
            .. files.Select(file => new SourceFile($"{RoomTable.Project}/{file.Path}", file.Text)),
        ]);
        Guard.FindsNothing(GuardedCompilation.BlindingErrors(planted)); // A plant that does not compile proves nothing.
        return planted;
    }
}
