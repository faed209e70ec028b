using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB1016: moves a service from the constructor to <c>RunAsync</c>. Offered where the constructor does nothing with it but keep it, and nobody calls that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TakeServiceFixer))]
[Shared]
public sealed class TakeServiceFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.ServiceIsSetByConstructor);

    private protected override string Title => "Take it as a parameter of RunAsync";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration: { Variables.Count: 1, Type: var type } declaration, Parent: TypeDeclarationSyntax job } field) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(declaration.Variables[0], cancellationToken) is not IFieldSymbol symbol || !symbol.Type.IsReferenceType) return null;
        if (References.AreConstructed(symbol.ContainingType, model.Compilation, cancellationToken)) return null;
        var constructors = job.Members.OfType<ConstructorDeclarationSyntax>().ToList();
        if (constructors.Count != 1 || KeptIn(constructors[0], symbol, model, cancellationToken) is not { } parameter) return null;
        var run = job.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Identifier.ValueText == "RunAsync" && method.ParameterList.Parameters.Count > 0);
        if (run?.Body is null || run.DescendantTokens().Any(token => token.ValueText == parameter.Identifier.ValueText && token.Parent is not MemberAccessExpressionSyntax)) return null;

        var name = parameter.Identifier.Text;
        return new FixPlan(field, editor =>
        {
            editor.ReplaceNode(field, (current, _) => WithoutConstructor((FieldDeclarationSyntax)current));
            editor.ReplaceNode(constructors[0], (current, _) => Without((ConstructorDeclarationSyntax)current, name, symbol.Name)!);
            editor.ReplaceNode(run, (current, _) => Taking((MethodDeclarationSyntax)current, type.WithoutTrivia(), name, symbol.Name));
        });
    }

    /// <summary>The parameter that the constructor keeps in the field, and does nothing else with.</summary>
    private static ParameterSyntax? KeptIn(
        ConstructorDeclarationSyntax constructor, IFieldSymbol field, SemanticModel model, CancellationToken cancellationToken)
    {
        if (constructor.Initializer is not null) return null;
        foreach (var expression in ExpressionsOf(constructor))
        {
            if (expression is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment) continue;
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol, field)) continue;
            var value = assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } checkedFor ? checkedFor.Left : assignment.Right;
            var parameter = constructor.ParameterList.Parameters.FirstOrDefault(candidate => value is IdentifierNameSyntax name && candidate.Identifier.ValueText == name.Identifier.ValueText);
            if (parameter is null) return null;
            var uses = constructor.DescendantNodes().OfType<IdentifierNameSyntax>().Count(use => use.Identifier.ValueText == parameter.Identifier.ValueText && !assignment.Span.Contains(use.Span));
            return uses == 0 ? parameter : null;
        }

        return null;
    }

    /// <summary>What the constructor does, one after the other.</summary>
    private static IEnumerable<ExpressionSyntax> ExpressionsOf(ConstructorDeclarationSyntax constructor) =>
        constructor.ExpressionBody is { Expression: var only } ? [only]
        : constructor.Body?.Statements.OfType<ExpressionStatementSyntax>().Select(statement => statement.Expression) ?? [];

    private static FieldDeclarationSyntax WithoutConstructor(FieldDeclarationSyntax field)
    {
        var writable = field.WithModifiers(SyntaxFactory.TokenList(field.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.ReadOnlyKeyword))));
        var variable = writable.Declaration.Variables[0];
        if (variable.Initializer is not null || writable.Declaration.Type is NullableTypeSyntax) return writable;
        var set = variable.WithIdentifier(variable.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithInitializer(SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.ParseExpression("null!")));
        return writable.WithDeclaration(writable.Declaration.WithVariables(SyntaxFactory.SingletonSeparatedList(set)));
    }

    private static ConstructorDeclarationSyntax? Without(ConstructorDeclarationSyntax constructor, string parameter, string field)
    {
        var parameters = constructor.ParameterList.Parameters;
        parameters = parameters.Remove(parameters.First(candidate => candidate.Identifier.Text == parameter));
        if (parameters.Count > 0) parameters = parameters.Replace(parameters[0], parameters[0].WithoutLeadingTrivia());
        if (constructor.Body is null)
        {
            // Its only expression is the assignment that goes; parameters without a use stay, for those who call it.
            return parameters.Count == 0 ? null
                : constructor.WithParameterList(constructor.ParameterList.WithParameters(parameters).WithTrailingTrivia(SyntaxFactory.Space))
                    .WithExpressionBody(null).WithSemicolonToken(default).WithBody(SyntaxFactory.Block()).WithTrailingTrivia(constructor.GetTrailingTrivia());
        }

        var statements = constructor.Body.Statements;
        statements = statements.Remove(statements.First(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: var left } } && NameOf(left) == field));
        return parameters.Count == 0 && statements.Count == 0 ? null
            : constructor.WithParameterList(constructor.ParameterList.WithParameters(parameters)).WithBody(constructor.Body.WithStatements(statements));
    }

    private static MethodDeclarationSyntax Taking(MethodDeclarationSyntax run, TypeSyntax type, string name, string field)
    {
        var statements = run.Body!.Statements;

        // Behind those that were moved before, so that they stay in the order of the parameters.
        var own = run.ParameterList.Parameters.Select(candidate => candidate.Identifier.ValueText).ToList();
        var at = statements.TakeWhile(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: IdentifierNameSyntax kept } } && own.Contains(kept.Identifier.ValueText)).Count();
        return run.WithParameterList(run.ParameterList.WithParameters(With(run.ParameterList.Parameters, type, name))).WithBody(run.Body.WithStatements(statements.Insert(at, Scope.Statement($"{field} = {name};"))));
    }

    /// <summary>Before a token, which stands last, and before what has a default, after which nothing without one may stand.</summary>
    private static SeparatedSyntaxList<ParameterSyntax> With(SeparatedSyntaxList<ParameterSyntax> parameters, TypeSyntax type, string name)
    {
        var added = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(type.WithTrailingTrivia(SyntaxFactory.Space));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var place = parameters.TakeWhile(candidate => candidate.Default is null && !IsToken(candidate.Type)).Count();
        if (place == parameters.Count) return SyntaxFactory.SeparatedList<ParameterSyntax>(parameters.GetWithSeparators().Add(comma).Add(added));
        var next = parameters[place];
        return SyntaxFactory.SeparatedList<ParameterSyntax>(parameters.Replace(next, next.WithoutLeadingTrivia()).GetWithSeparators()
            .InsertRange(2 * place, new SyntaxNodeOrToken[] { added.WithLeadingTrivia(next.GetLeadingTrivia()), comma }));
    }

    private static bool IsToken(TypeSyntax? type) => (type is QualifiedNameSyntax qualified ? qualified.Right : type)?.ToString() == "CancellationToken";

    private static string NameOf(ExpressionSyntax target) => target is MemberAccessExpressionSyntax access ? access.Name.Identifier.Text : target.ToString();
}
