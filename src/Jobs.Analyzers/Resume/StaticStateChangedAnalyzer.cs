using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3019: the code of a job writes a static member of the project.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticStateChangedAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.StaticStateIsChanged,
        "A job changes a static member",
        "'{0}' is static: no checkpoint stores it, a restart forgets it, and all jobs of the process share it; make it a member of job '{1}', or leave it to a service",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What an attempt needs of the one before it is state, and state is in instance members.",
        HelpLinks.For(DiagnosticIds.StaticStateIsChanged));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var operation in code.Running.SelectMany(body => body.Operations))
        {
            foreach (var target in StateMembers.TargetsOf(operation))
            {
                if (StaticRootOf(target) is { } member) report(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), member.Name, code.Type.Name));
            }
        }
    }

    private static ISymbol? StaticRootOf(IOperation target)
    {
        for (IOperation? operation = target; operation is not null;)
        {
            switch (operation.WithoutConversions())
            {
                case IMemberReferenceOperation { Member: { IsStatic: true, Kind: SymbolKind.Field or SymbolKind.Property } member }:
                    return member.Locations.Any(location => location.IsInSource) ? member : null;
                case IMemberReferenceOperation reference: operation = reference.Instance; break;
                case IArrayElementReferenceOperation element: operation = element.ArrayReference; break;
                default: return null;
            }
        }

        return null;
    }
}
