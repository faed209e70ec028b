using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Architecture.Tests.Rooms;

/// <summary>Finds which rooms use which, by what the compiler understands of every expression, type and declaration.</summary>
internal static class RoomArrows
{
    public static IEnumerable<Arrow> Forbidden(IEnumerable<Arrow> arrows) =>
        arrows.Where(arrow => !arrow.From.MayUse(arrow.To));

    /// <summary>Every arrow from one room to another, once for each type and file.</summary>
    public static IReadOnlyCollection<Arrow> All(Compilation compilation)
    {
        var arrows = new Dictionary<(string File, string TypeName), Arrow>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (RoomTable.Of(tree.FilePath) is not { } from) continue;
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                foreach (var type in TypesUsedBy(node, model).SelectMany(WithParts))
                {
                    if (RoomOf(type) is not { } to || to == from) continue;
                    var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                    arrows.TryAdd((tree.FilePath, type.ToDisplayString()), new(from, to, type.ToDisplayString(), $"{tree.FilePath}:{line}"));
                }
            }
        }

        return arrows.Values;
    }

    private static IEnumerable<ITypeSymbol?> TypesUsedBy(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            // Types are expressions to the compiler, and `var` is a type: its meaning is what was inferred.
            case ExpressionSyntax:
                var info = model.GetTypeInfo(node);
                return [info.Type, info.ConvertedType, .. TypesOf(model.GetSymbolInfo(node).Symbol)];
            case AttributeSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax:
                return TypesOf(model.GetSymbolInfo(node).Symbol);
            case ParameterSyntax or SingleVariableDesignationSyntax or VariableDeclaratorSyntax or ForEachStatementSyntax:
                return TypesOf(model.GetDeclaredSymbol(node));
            default:
                return [];
        }
    }

    private static IEnumerable<ITypeSymbol?> TypesOf(ISymbol? symbol) => symbol switch
    {
        ITypeSymbol type => [type],
        IMethodSymbol method => [method.ContainingType, method.ReducedFrom?.ContainingType, method.ReturnType, .. method.TypeArguments],
        IFieldSymbol field => [field.ContainingType, field.Type],
        IPropertySymbol property => [property.ContainingType, property.Type],
        IEventSymbol raised => [raised.ContainingType, raised.Type],
        ILocalSymbol local => [local.Type],
        IParameterSymbol parameter => [parameter.Type],
        _ => [],
    };

    // List<Batch>, Batch[], Batch* and (Batch, int) all use Batch.
    private static IEnumerable<INamedTypeSymbol> WithParts(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol named => named.TypeArguments.SelectMany(WithParts).Prepend(named.OriginalDefinition),
        IArrayTypeSymbol array => WithParts(array.ElementType),
        IPointerTypeSymbol pointer => WithParts(pointer.PointedAtType),
        _ => [],
    };

    private static Room? RoomOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences is [var declaration, ..] ? RoomTable.Of(declaration.SyntaxTree.FilePath) : null;
}
