using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB1105: makes a parameter of <c>RunAsync</c> a required member, or one with its default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInputFixer))]
[Shared]
public sealed class MakeInputFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.RunAsyncParameterCannotBeSupplied);

    private protected override string Title => "Make it input of the job";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type, Modifiers.Count: 0 } parameter) return null;
        if (parameter.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax } method) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(parameter, cancellationToken) is not { } symbol || symbol.Type.Name.EndsWith("Context", StringComparison.Ordinal) || RuntimeObjects.Contains(symbol.Type)) return null;
        var job = symbol.ContainingType;
        var name = char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1);
        var uses = method.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellationToken).Symbol, symbol)).ToList();
        if (name == symbol.Name || Scope.HasMember(job, name) || uses.Exists(IsSet) || !IsAsAccessible(symbol.Type, job)) return null;

        var required = parameter.Default is null ? "required " : "";
        var property = $"public {required}{type.WithoutTrivia()} {name} {{ get; init; }}{(parameter.Default is { } given ? $" = {given.Value};" : "")}";
        return new FixPlan(parameter, editor =>
        {
            editor.InsertBefore(method, Members.Field(property));
            editor.RemoveNode(parameter);
            foreach (var use in uses) editor.ReplaceNode(use, SyntaxFactory.IdentifierName(name).WithTriviaFrom(use));
        });
    }

    private static bool IsSet(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
        _ => false,
    };

    /// <summary>A required member cannot be less accessible than its class, nor its type than it.</summary>
    private static bool IsAsAccessible(ITypeSymbol type, INamedTypeSymbol job) => type switch
    {
        IArrayTypeSymbol array => IsAsAccessible(array.ElementType, job),
        INamedTypeSymbol named => (named.DeclaredAccessibility == Accessibility.Public || job.DeclaredAccessibility != Accessibility.Public)
            && named.DeclaredAccessibility != Accessibility.Private && named.TypeArguments.All(argument => IsAsAccessible(argument, job)),
        _ => false,
    };
}
