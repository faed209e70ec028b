using Jobs.Architecture.Tests.Assemblies;
using Jobs.Architecture.Tests.Rooms;
using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Documents;

public class PageTests
{
    private static readonly string Map = Repository.Read("ARCHITECTURE.md");

    public static TheoryData<string> Pages => [.. Repository.Files("*.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_PointsOnlyAtWhatIsThere(string page) =>
        Guard.FindsNothing(RepositoryPaths.Missing(new(page, Repository.Read(page))));

    [Fact]
    public void Map_QuotesTheRoomTable() =>
        Assert.Equal(
            RoomTable.All.Where(room => room != RoomTable.Edge).Select(room => $"{room.Level} | {room.Name}/ | {room.Duty} | {Beside(room)}"),
            MarkdownTable.Rows(Map, "level", "room", "duty", "beside").Select(cells => string.Join(" | ", cells)));

    [Fact]
    public void Map_QuotesTheStreet() =>
        Assert.Equal(
            StreetTable.References.Select(project => $"{project.Key}: {(project.Value is [] ? "nothing" : string.Join(", ", project.Value))}"),
            MarkdownTable.Rows(Map, "assembly", "references").Select(cells => $"{cells[0]}: {cells[1]}"));

    [Theory]
    [InlineData("[the map](../NOWHERE.md)", "NOWHERE.md")]
    [InlineData("see `src/Jobs.Runtime/Nowhere.cs`", "src/Jobs.Runtime/Nowhere.cs")]
    [InlineData("run `dotnet test tests/Nowhere.Tests --filter Store`", "tests/Nowhere.Tests")]
    [InlineData("run `eng/prove-nothing all`", "eng/prove-nothing")]
    public void Page_ThatPointsAtNothing_IsCaught(string text, string target) =>
        Assert.Equal(target, Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Assert.Single(RepositoryPaths.Missing(new("docs/planted.md", text)))))));

    [Theory]
    [InlineData("[the map](../ARCHITECTURE.md#guards)")]
    [InlineData("[elsewhere](https://example.org/x) and [here](#below)")]
    [InlineData("see `src/Jobs.Runtime`, `tests/*.Tests` and `docs/rules/JOB….md`")]
    public void Page_ThatPointsAtSomething_IsNotCaught(string text) =>
        Guard.FindsNothing(RepositoryPaths.Missing(new("docs/planted.md", text)));

    private static string Beside(Room room) => room.Beside is [] ? "–" : string.Join(", ", room.Beside.Select(name => $"{name}/"));
}
