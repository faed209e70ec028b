using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Architecture.Tests.Bans;

/// <summary>One use of a banned member.</summary>
internal sealed record BannedCall(string File, int Line, string MemberId, Ban Ban)
{
    public override string ToString() => $"{File}:{Line}: {MemberId}; instead: {Ban.Instead}";
}

/// <summary>Finds banned members by what the compiler binds, so that aliases, static imports and method groups count.</summary>
internal static class BannedCalls
{
    public static IReadOnlyList<BannedCall> In(Compilation compilation)
    {
        var found = new List<BannedCall>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes().Where(n => n is SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
            {
                if (model.GetSymbolInfo(node).Symbol is not { Kind: SymbolKind.Method or SymbolKind.Property } member) continue;
                var id = member.OriginalDefinition.GetDocumentationCommentId() ?? "";
                if (Ban.All.FirstOrDefault(ban => ban.Covers(id)) is not { } ban) continue;
                found.Add(new(tree.FilePath, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, id, ban));
            }
        }

        return found;
    }
}
