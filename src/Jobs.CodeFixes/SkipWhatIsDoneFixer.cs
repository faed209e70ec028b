using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3023: keeps how many items of an input or state collection are done, and skips them. Offered where the checkpoint is the last of the loop, so that what is counted is done and saved, and where the items are gone through once in an attempt.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SkipWhatIsDoneFixer))]
[Shared]
public sealed class SkipWhatIsDoneFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.LoopStartsOver);

    private protected override string Title => "Keep the position in state";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<ForEachStatementSyntax>() is not { Statement: BlockSyntax { Statements: { Count: > 1 } statements } } loop) return null;
        if (loop.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || loop.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || !Scope.IsReachedOnce(loop)) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (!IsSteadyMember(loop.Expression, type, model, cancellationToken) || model.GetDeclaredSymbol(type, cancellationToken) is not { } symbol) return null;
        if (loop.Statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsCheckpoint).ToList() is not { Count: 1 } saves || !saves[0].Ancestors().Contains(statements.Last())) return null;

        var items = loop.Expression.ToString().TrimStart('_');
        var field = $"_{char.ToLowerInvariant(items[0])}{items.Substring(1)}Done";
        var isOnly = type.DescendantNodes().OfType<ForEachStatementSyntax>().Count(other => other.Expression.ToString().TrimStart('_') == items) == 1;
        if (!isOnly || Scope.HasMember(symbol, field)) return null;

        // Before the checkpoint; but at the top where something goes on to the next item on its own.
        var before = loop.Statement.DescendantNodes().Any(node => node is ContinueStatementSyntax) ? statements[0] : statements.Last();
        var skip = model.GetSpeculativeSymbolInfo(loop.Expression.SpanStart, SyntaxFactory.ParseExpression($"{loop.Expression}.Skip(1)"), SpeculativeBindingOption.BindAsExpression).Symbol is null
            ? Scope.Expression($"global::System.Linq.Enumerable.Skip({loop.Expression}, {field})")
            : SyntaxFactory.ParseExpression($"{loop.Expression}.Skip({field})");
        return new FixPlan(loop, editor =>
        {
            editor.InsertBefore(member, Members.Field($"private int {field};"));
            editor.InsertBefore(before, Scope.Statement($"{field}++;"));
            editor.ReplaceNode(loop.Expression, skip.WithTriviaFrom(loop.Expression));
        });
    }

    /// <summary>A sequence of the job that is the same, in the same order, in the next attempt.</summary>
    private static bool IsSteadyMember(ExpressionSyntax collection, TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellationToken)
    {
        if (collection is not IdentifierNameSyntax || model.GetSymbolInfo(collection, cancellationToken).Symbol is not { IsStatic: false } member) return false;
        var held = member switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        };
        return model.GetDeclaredSymbol(type, cancellationToken) is { } job && SymbolEqualityComparer.Default.Equals(member.ContainingType, job)
            && (held is IArrayTypeSymbol || held?.Name is "ImmutableArray" or "ImmutableList" or "List" or "IReadOnlyList" or "IList");
    }

    private static bool IsCheckpoint(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CheckpointAsync" or "CheckpointIfDueAsync" };
}
