using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.State;

/// <summary>
/// JOB2031: keys of a journaled dictionary, or items of a journaled set, that are equal only to themselves. What is stored says
/// which key was set or removed; what is read back equals none that was read before.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JournaledKeyByReferenceAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.JournaledKeyIsByReference,
        "A key of a journaled collection is compared by reference",
        "{0} of '{1}' of job '{2}' must be equal by what they hold: {3}, so an attempt that resumes does not find the stored ones, and entries come twice or come back; {4}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A journaled set or dictionary finds what is stored by equality. Values that are read back are other objects than those that were written.",
        HelpLinks.For(DiagnosticIds.JournaledKeyIsByReference));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (!jobs.IsJob(type)) return;
                foreach (var member in StoredMember.DeclaredBy(type))
                {
                    if (KeysOf(member.Type) is not { } keys || !IsMadeWithoutComparer(member.Symbol, symbol.CancellationToken)) continue;
                    if (ValueEquality.FirstBreach(keys, symbol.Compilation.Assembly) is not { } breach) continue;
                    var isSet = member.Type.Is(KnownNames.JournaledSet);
                    symbol.ReportDiagnostic(Diagnostic.Create(
                        Rule, member.Symbol.MainLocation(), isSet ? "Items" : "Keys", member.Symbol.Name, type.Name, Cause(breach), Remedy(breach, isSet, member.Symbol)));
                }
            },
            SymbolKind.NamedType);

    /// <summary>The type whose equality says what is in the collection; null where none does.</summary>
    private static ITypeSymbol? KeysOf(ITypeSymbol type) =>
        type is INamedTypeSymbol named && (type.Is(KnownNames.JournaledSet) || type.Is(KnownNames.JournaledDictionary)) ? named.TypeArguments[0] : null;

    /// <summary>Whether the initializer plainly leaves the comparer to the type. What a method makes may have any.</summary>
    private static bool IsMadeWithoutComparer(ISymbol member, CancellationToken cancellationToken) =>
        member.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).Any(declaration => declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } => IsPlain(value),
            PropertyDeclarationSyntax { Initializer.Value: { } value } => IsPlain(value),
            _ => false,
        });

    private static bool IsPlain(ExpressionSyntax initializer) => initializer switch
    {
        CollectionExpressionSyntax => true,
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList?.Arguments.All(argument => IsNoComparer(argument.Expression)) != false,
        _ => false,
    };

    /// <summary>Null, or the comparer that null stands for.</summary>
    private static bool IsNoComparer(ExpressionSyntax value) =>
        value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression)
        || value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Default", Expression: GenericNameSyntax { Identifier.ValueText: "EqualityComparer" } };

    private static string Cause(EqualityBreach breach) =>
        breach.Path is null ? $"'{TypeNames.Display(breach.Type)}' {breach.Lack}" : $"'{breach.Path}' is of type '{TypeNames.Display(breach.Type)}', which {breach.Lack}";

    private static string Remedy(EqualityBreach breach, bool isSet, ISymbol member) =>
        (breach.Owner is { } owner ? $"give '{TypeNames.Display(owner)}' an Equals and a GetHashCode of its own, " : "")
        + $"use {(isSet ? "items" : "keys")} of another type, or give '{member.Name}' a comparer in its initializer";
}
