using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>
/// JOB1201: marks a task <c>static</c>, if nothing in it touches the instance. One that does needs further parameters, which
/// only its author can choose.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTaskStaticFixer))]
[Shared]
public sealed class MakeTaskStaticFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.TaskMustBeStatic);

    private protected override string Title => "Make the task static";

    private protected override async Task<SyntaxNode?> FindTargetAsync(
        Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) return null;
        if (method.Modifiers.Any(CannotBeStatic) || method.ExplicitInterfaceSpecifier is not null) return null;
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(method, cancellationToken) is not { } symbol || Implements(symbol)) return null;
        return TouchesInstance(method, model, cancellationToken) ? null : method;
    }

    private protected override SyntaxNode Change(SyntaxNode target) => ((MethodDeclarationSyntax)target).WithStatic();

    private static bool CannotBeStatic(SyntaxToken modifier) => modifier.Kind() is
        SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.PartialKeyword;

    private static bool Implements(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    private static bool TouchesInstance(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken) =>
        method.DescendantNodes().Any(node => node switch
        {
            ThisExpressionSyntax or BaseExpressionSyntax => true,
            // A name without a receiver: a static member, a local or a type is no obstacle, an instance member is. What does
            // not bind at all may be one, so it is taken for one.
            SimpleNameSyntax name when IsWithoutReceiver(name) => model.GetSymbolInfo(name, cancellationToken) switch
            {
                { Symbol: { } symbol } => IsInstanceMember(symbol),
                { CandidateSymbols: var candidates } => candidates.Any(IsInstanceMember),
            },
            _ => false,
        });

    private static bool IsWithoutReceiver(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        MemberBindingExpressionSyntax or NameColonSyntax or QualifiedNameSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        _ => true,
    };

    private static bool IsInstanceMember(ISymbol symbol) =>
        symbol is { IsStatic: false, Kind: SymbolKind.Field or SymbolKind.Property or SymbolKind.Event }
        || symbol is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary };
}
