using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Architecture.Tests.Rooms;

/// <summary>Folder, namespace and room are one thing; only what hosts see stands in a namespace of theirs.</summary>
public class RoomNamespaceTests
{
    // What a host's author types, without a using of ours beyond `Jobs`.
    private static readonly string[] PublicNamespaces = ["Jobs", "Microsoft.Extensions.DependencyInjection"];

    [Fact]
    public void Namespace_OfEveryFile_IsItsRoom() =>
        Guard.FindsNothing(Repository.CSharpFiles(RoomTable.Project).SelectMany(Strays));

    [Theory]
    [InlineData("Store/Row.cs", "namespace Jobs.Engine; class Row;")]
    [InlineData("Store/Row.cs", "namespace Jobs; class Row;")]
    [InlineData("Store/Atoms/Row.cs", "namespace Jobs.Store.Atoms; class Row;")]
    [InlineData("Hosting/Row.cs", "namespace Jobs.Engine; class Row;")]
    [InlineData("Row.cs", "namespace Jobs.Engine; class Row;")]
    public void Namespace_OfAnotherRoom_IsCaught(string path, string text) =>
        Assert.NotEmpty(Strays(new($"{RoomTable.Project}/{path}", text)));

    [Theory]
    [InlineData("Store/Atoms/Row.cs", "namespace Jobs.Store; class Row;")]
    [InlineData("Hosting/Row.cs", "namespace Microsoft.Extensions.DependencyInjection; class Row;")]
    [InlineData("Row.cs", "namespace Jobs; public class Row;")]
    public void Namespace_OfItsRoom_IsAllowed(string path, string text) =>
        Guard.FindsNothing(Strays(new($"{RoomTable.Project}/{path}", text)));

    private static IEnumerable<string> Strays(SourceFile file)
    {
        var room = RoomTable.Of(file.Path);
        var allowed = room == RoomTable.Edge ? PublicNamespaces
            : room is { Name: "Hosting" } ? [.. PublicNamespaces, "Jobs.Hosting"]
            : [$"Jobs.{room?.Name}"];
        return CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes()
            .OfType<BaseNamespaceDeclarationSyntax>()
            .Select(declaration => declaration.Name.ToString())
            .Where(name => !allowed.Contains(name))
            .Select(name => $"{file.Path}: namespace {name}, expected {string.Join(" or ", allowed)}");
    }
}
