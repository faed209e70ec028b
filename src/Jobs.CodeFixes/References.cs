using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>Where the project names a symbol. Files that do not have the name are not bound.</summary>
internal static class References
{
    public static IEnumerable<SimpleNameSyntax> To(ISymbol symbol, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees.Where(IsWritten))
        {
            var names = tree.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == symbol.Name).ToList();
            if (names.Count == 0) continue;
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in names)
            {
                var info = model.GetSymbolInfo(name, cancellationToken);
                if (info.CandidateSymbols.Append(info.Symbol).Any(found => SymbolEqualityComparer.Default.Equals(found?.OriginalDefinition, symbol.OriginalDefinition))) yield return name;
            }
        }
    }

    /// <summary>Whether the project creates the type with arguments.</summary>
    public static bool AreConstructed(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        compilation.SyntaxTrees.Where(IsWritten).Any(tree =>
            tree.GetRoot(cancellationToken).DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
                .Where(creation => creation.ArgumentList is { Arguments.Count: > 0 })
                .Any(creation => SymbolEqualityComparer.Default.Equals(compilation.GetSemanticModel(tree).GetTypeInfo(creation, cancellationToken).Type, type)));

    /// <summary>By a person: what the generator writes follows by itself.</summary>
    private static bool IsWritten(SyntaxTree tree) => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);
}
