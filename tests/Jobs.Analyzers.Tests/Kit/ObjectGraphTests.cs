using System.Collections.Immutable;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class ObjectGraphTests
{
    private static readonly Compilation Compilation = TestCompilation.Create("class A { }");

    public static TheoryData<string, object> Forbidden => new()
    {
        { "symbol", Compilation.GetTypeByMetadataName("A")! },
        { "tree", Compilation.SyntaxTrees.First() },
        { "node", Compilation.SyntaxTrees.First().GetRoot() },
        { "location", Compilation.GetTypeByMetadataName("A")!.Locations[0] },
        { "compilation", Compilation },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void FindCompilationPart_WhenBuriedInAModel_GivesThePath(string what, object part)
    {
        var path = ObjectGraph.FindCompilationPart(new Model(what, [new Model("inner", [], part)], null), "model");

        Assert.NotNull(path);
        Assert.StartsWith("model.<Children>", path, StringComparison.Ordinal);
    }

    [Fact]
    public void FindCompilationPart_InAModelOfStringsWithCycles_IsNull()
    {
        var cycle = new object[1];
        cycle[0] = cycle;

        Assert.Null(ObjectGraph.FindCompilationPart(new Model("a", [new Model("b", default, 1.5m)], cycle), "model"));
    }

    private sealed record Model(string Name, ImmutableArray<Model> Children, object? Extra);
}
