using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Architecture.Tests.Rooms;

/// <summary>Folder, namespace and room are one thing; only public types stand in a namespace that hosts have at hand.</summary>
public class RoomNamespaceTests
{
    private static readonly string[] PublicNamespaces = ["Jobs", "Microsoft.Extensions.DependencyInjection"];

    [Fact]
    public void Namespace_OfEveryFile_IsItsRoom() =>
        Guard.FindsNothing(Repository.CSharpFiles(RoomTable.Project).SelectMany(Strays));

    [Theory]
    [InlineData("Store/Row.cs", "namespace Jobs.Engine; class Row;")]
    [InlineData("Store/Row.cs", "namespace Jobs; class Row;")]
    [InlineData("Store/Row.cs", "namespace Jobs; public class Shown; internal class Row;")]
    [InlineData("Store/Atoms/Row.cs", "namespace Jobs.Store.Atoms; class Row;")]
    [InlineData("Hosting/Row.cs", "namespace Jobs.Engine; class Row;")]
    [InlineData("Row.cs", "namespace Jobs.Engine; public class Row;")]
    [InlineData("Row.cs", "namespace Jobs; class Row;")]
    public void Namespace_OfAnotherRoom_IsCaught(string path, string text) =>
        Assert.NotEmpty(Strays(new($"{RoomTable.Project}/{path}", text)));

    [Theory]
    [InlineData("Store/Atoms/Row.cs", "namespace Jobs.Store; class Row;")]
    [InlineData("Hosting/Row.cs", "namespace Microsoft.Extensions.DependencyInjection; public class Row;")]
    [InlineData("Row.cs", "namespace Jobs; public class Row;")]
    public void Namespace_OfItsRoom_IsAllowed(string path, string text) =>
        Guard.FindsNothing(Strays(new($"{RoomTable.Project}/{path}", text)));

    private static IEnumerable<string> Strays(SourceFile file)
    {
        var room = $"Jobs.{RoomTable.Of(file.Path)?.Name}";
        return CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes()
            .OfType<BaseNamespaceDeclarationSyntax>()
            .Where(declaration => declaration.Name.ToString() != room)
            .Where(declaration => !PublicNamespaces.Contains(declaration.Name.ToString()) || !declaration.Members.All(IsPublic))
            .Select(declaration => $"{file.Path}: namespace {declaration.Name}, expected {room} for what is not public");
    }

    private static bool IsPublic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword);
}
