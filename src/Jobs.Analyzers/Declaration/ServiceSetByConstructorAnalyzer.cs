using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Declaration;

/// <summary>JOB1016: a <c>[JobIgnore]</c> member gets its value in a constructor only.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceSetByConstructorAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ServiceIsSetByConstructor,
        "A member is set by a constructor that attempts do not run",
        "'{0}' is not stored, and only a constructor sets it, which no attempt of job '{1}' runs: it would be {2} in RunAsync; take it as a parameter of RunAsync and set it there",
        Categories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each attempt runs on an instance built from stored values. Services come as parameters of RunAsync, from a scope of the attempt.",
        HelpLinks.For(DiagnosticIds.ServiceIsSetByConstructor));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        if (code.RunAsync is null) return;
        var setByConstructor = MembersSetIn(code.All.Where(body => body.Method.MethodKind == MethodKind.Constructor));
        if (setByConstructor.Count == 0) return;
        var setByOthers = MembersSetIn(code.All.Where(body => body.Method.MethodKind != MethodKind.Constructor));
        foreach (var member in setByConstructor.Where(member => code.Jobs.IsIgnored(member) && !setByOthers.Contains(member) && !HasInitializer(member)))
        {
            var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
            report(Diagnostic.Create(Rule, member.MainLocation(), member.Name, code.Type.Name, type.IsReferenceType ? "null" : "its default"));
        }
    }

    private static HashSet<ISymbol> MembersSetIn(IEnumerable<MethodBody> bodies) =>
        new(bodies.SelectMany(body => body.Operations).OfType<IAssignmentOperation>().SelectMany(StateMembers.TargetsOf).Select(target => target.MemberOfThis())
            .Where(member => member is IFieldSymbol or IPropertySymbol)!, SymbolEqualityComparer.Default);

    private static bool HasInitializer(ISymbol member) => member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() switch
    {
        VariableDeclaratorSyntax { Initializer: { } initializer } => !IsNullBang(initializer),
        PropertyDeclarationSyntax { Initializer: { } initializer } => !IsNullBang(initializer),
        _ => false,
    });

    /// <summary><c>= null!</c>, which is there for the compiler.</summary>
    private static bool IsNullBang(EqualsValueClauseSyntax initializer) =>
        initializer.Value is PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax literal } && literal.IsKind(SyntaxKind.NullLiteralExpression);
}
