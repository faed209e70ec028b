using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3006: lets the interruption pass, by a filter, or by a <c>throw</c> where nothing else is caught.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LetInterruptionPassFixer))]
[Shared]
public sealed class LetInterruptionPassFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.InterruptionIsSwallowed);

    private static readonly string[] s_names = ["e", "caught", "exception"];

    private protected override string Title => "Let the interruption pass";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<CatchClauseSyntax>() is not { } clause) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (clause.Declaration is { } declared && model.GetTypeInfo(declared.Type, cancellationToken).Type is { Name: "JobInterruptedException" })
        {
            return Scope.Leaves(clause.Block.Statements.LastOrDefault()) ? null
                : new FixPlan(clause, editor => editor.ReplaceNode(clause.Block, (block, _) => ((BlockSyntax)block).AddStatements(Scope.Statement("throw;"))));
        }

        if (NameFor(clause) is not { } name) return null;
        return new FixPlan(clause, editor => editor.ReplaceNode(clause, (current, _) => WithFilter((CatchClauseSyntax)current, name)));
    }

    /// <summary>The caught exception's name, or one that nothing around has.</summary>
    private static string? NameFor(CatchClauseSyntax clause)
    {
        if (clause.Declaration is { Identifier: { ValueText.Length: > 0 } given }) return given.Text;

        // What other clauses call theirs is no obstacle.
        var taken = new HashSet<string>(
            clause.FirstAncestorOrSelf<MemberDeclarationSyntax>()!
                .DescendantTokens(node => node is not CatchClauseSyntax || node.Span.Contains(clause.Span) || clause.Span.Contains(node.Span))
                .Select(token => token.ValueText),
            StringComparer.Ordinal);
        return s_names.FirstOrDefault(name => !taken.Contains(name));
    }

    private static CatchClauseSyntax WithFilter(CatchClauseSyntax clause, string name)
    {
        var before = clause.Filter?.FilterExpression.WithoutTrivia().ToString();
        var condition = Scope.Expression($"{name} is not global::Jobs.JobInterruptedException{(before is null ? "" : $" && ({before})")}");
        var whole = (TryStatementSyntax)SyntaxFactory.ParseStatement($"try {{ }} catch (T {name}) when (true) {{ }}");
        var made = whole.Catches[0];
        var end = clause.Filter?.GetTrailingTrivia() ?? clause.Declaration?.GetTrailingTrivia() ?? clause.CatchKeyword.TrailingTrivia;
        var type = (clause.Declaration?.Type.WithoutTrivia() ?? Scope.FullName("System.Exception")).WithTrailingTrivia(SyntaxFactory.Space);
        return clause.WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space))
            .WithDeclaration(made.Declaration!.WithType(type))
            .WithFilter(made.Filter!.WithFilterExpression(condition).WithTrailingTrivia(end));
    }
}
