using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Tests.Kit.Zoo;

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // Loaded by tests only; it ships nowhere.

/// <summary>Reports classes whose names begin with a lower-case letter.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoLowercaseClassAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule =
        new("KIT0001", "Lower-case class", "Class '{0}' begins with a lower-case letter", "Kit", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            static node =>
            {
                var name = ((ClassDeclarationSyntax)node.Node).Identifier;
                if (char.IsLower(name.ValueText[0])) node.ReportDiagnostic(Diagnostic.Create(Rule, name.GetLocation(), name.ValueText));
            },
            SyntaxKind.ClassDeclaration);
    }
}
