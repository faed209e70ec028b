using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4008: a stored member of a job, or an argument of a task, is named like a secret.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretStoredAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.SecretIsStored,
        "A secret would be stored",
        "'{0}' looks like a secret, and would be stored in plain text with job '{1}': in the store's file, its copies, and what shows a job; store the name under which a service of RunAsync finds it",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Input, state and arguments are read by whoever reads the store. A secret belongs where secrets are kept, and may have changed when the job resumes.",
        HelpLinks.For(DiagnosticIds.SecretIsStored));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (!jobs.IsJob(type)) return;
                foreach (var member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared && !member.IsGeneratedByUs()))
                {
                    if ((jobs.IsState(member) || jobs.IsInput(member)) && TypeOf(member) is { } held && IsText(held) && SecretNames.IsSecret(member.Name)) Report(member);
                    if (member is not IMethodSymbol task || !jobs.IsTask(task)) continue; // Half-typed code has the attribute anywhere.
                    foreach (var argument in task.Parameters.Where(parameter => IsText(parameter.Type) && SecretNames.IsSecret(parameter.Name))) Report(argument);
                }

                void Report(ISymbol where) => symbol.ReportDiagnostic(Diagnostic.Create(Rule, where.MainLocation(), where.Name, type.Name));
            },
            SymbolKind.NamedType);

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property when property.HasBackingField() => property.Type,
        _ => null,
    };

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char };
}
