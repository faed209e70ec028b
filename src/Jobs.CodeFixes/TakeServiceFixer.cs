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
        if (constructors.Count != 1 || KeptIn(constructors[0], symbol, model, cancellationToken) is not var (parameter, statement)) return null;
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
    private static (ParameterSyntax Parameter, ExpressionStatementSyntax Statement)? KeptIn(
        ConstructorDeclarationSyntax constructor, IFieldSymbol field, SemanticModel model, CancellationToken cancellationToken)
    {
        if (constructor.Body is null || constructor.Initializer is not null) return null;
        foreach (var statement in constructor.Body.Statements.OfType<ExpressionStatementSyntax>())
        {
            if (statement.Expression is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment) continue;
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol, field)) continue;
            var value = assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } checkedFor ? checkedFor.Left : assignment.Right;
            var parameter = constructor.ParameterList.Parameters.FirstOrDefault(candidate => value is IdentifierNameSyntax name && candidate.Identifier.ValueText == name.Identifier.ValueText);
            if (parameter is null) return null;
            var uses = constructor.Body.DescendantNodes().OfType<IdentifierNameSyntax>().Count(use => use.Identifier.ValueText == parameter.Identifier.ValueText && !statement.Span.Contains(use.Span));
            return uses == 0 ? (parameter, statement) : null;
        }

        return null;
    }

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
        var statements = constructor.Body!.Statements;
        statements = statements.Remove(statements.First(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: var left } } && NameOf(left) == field));
        return parameters.Count == 0 && statements.Count == 0 ? null
            : constructor.WithParameterList(constructor.ParameterList.WithParameters(parameters)).WithBody(constructor.Body.WithStatements(statements));
    }

    private static MethodDeclarationSyntax Taking(MethodDeclarationSyntax run, TypeSyntax type, string name, string field)
    {
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(type.WithTrailingTrivia(SyntaxFactory.Space)).WithLeadingTrivia(SyntaxFactory.Space);
        var statements = run.Body!.Statements;

        // Behind those that were moved before, so that they stay in the order of the parameters.
        var own = run.ParameterList.Parameters.Select(candidate => candidate.Identifier.ValueText).ToList();
        var at = statements.TakeWhile(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: IdentifierNameSyntax kept } } && own.Contains(kept.Identifier.ValueText)).Count();
        return run.AddParameterListParameters(parameter).WithBody(run.Body.WithStatements(statements.Insert(at, Scope.Statement($"{field} = {name};"))));
    }

    private static string NameOf(ExpressionSyntax target) => target is MemberAccessExpressionSyntax access ? access.Name.Identifier.Text : target.ToString();
}
