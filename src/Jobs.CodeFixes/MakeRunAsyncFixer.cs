using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB1101 and JOB1103: makes the only method that others could call <c>RunAsync</c>, and gives it the context.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeRunAsyncFixer))]
[Shared]
public sealed class MakeRunAsyncFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.RunAsyncIsMissing, DiagnosticIds.RunAsyncHasWrongShape);

    private protected override string Title => "Make it what the job runs: RunAsync(Context ctx)";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        var method = place.Diagnostic.Id == DiagnosticIds.RunAsyncHasWrongShape
            ? place.Reported.FirstAncestorOrSelf<MethodDeclarationSyntax>()
            : place.Reported.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? OnlyEntry(type) : null;
        if (method is null || method.Modifiers.Any(SyntaxKind.StaticKeyword) || method.TypeParameterList is not null || method.DescendantTokens().Any(token => token.ValueText == "ctx")) return null;
        if (model.GetDeclaredSymbol(method, cancellationToken) is not { } symbol || (symbol.Parameters.Length > 0 && symbol.Parameters[0].Type.Name == "Context")) return null;
        if (References.To(symbol, model.Compilation, cancellationToken).Any() || Implements(symbol)) return null;
        return new FixPlan(method, editor => editor.ReplaceNode(method, (current, _) => AsRunAsync((MethodDeclarationSyntax)current)));
    }

    private static MethodDeclarationSyntax? OnlyEntry(TypeDeclarationSyntax type)
    {
        var entries = type.Members.OfType<MethodDeclarationSyntax>().Where(method =>
            method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword)
            && !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.AbstractKeyword)
            && !method.Identifier.ValueText.StartsWith("Dispose", StringComparison.Ordinal)).ToList();
        return entries.Count == 1 ? entries[0] : null;
    }

    private static MethodDeclarationSyntax AsRunAsync(MethodDeclarationSyntax method)
    {
        var context = SyntaxFactory.Parameter(SyntaxFactory.Identifier("ctx")).WithType(SyntaxFactory.ParseTypeName("Context").WithTrailingTrivia(SyntaxFactory.Space));
        var parameters = method.ParameterList.Parameters;
        if (parameters.Count > 0) parameters = parameters.Replace(parameters[0], parameters[0].WithLeadingTrivia(SyntaxFactory.Space));
        var modifiers = SyntaxFactory.TokenList(method.Modifiers.Select(modifier =>
            modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword ? SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithTriviaFrom(modifier) : modifier));
        return method.WithModifiers(modifiers).WithIdentifier(SyntaxFactory.Identifier("RunAsync").WithTriviaFrom(method.Identifier))
            .WithParameterList(method.ParameterList.WithParameters(parameters.Insert(0, context)));
    }

    private static bool Implements(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
