using System.Collections.Concurrent;
using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Declaration;

/// <summary>
/// JOB1014: two jobs of an assembly are stored under one name, the current or a former one. Reported when the whole assembly
/// is known, on every job but the first, so that the report does not depend on the order of analysis.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JobNameTakenAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.JobNameIsTaken,
        "Two jobs have one stored name",
        "Job '{0}' is stored as '{1}', as job '{2}' is or was; rows of one would be read as the other",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Rows in the store find their job by its stored name, and rows from before a rename by its former ones, so both are unique.",
        HelpLinks.For(DiagnosticIds.JobNameIsTaken),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        var uses = new ConcurrentBag<NameUse>();
        context.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, jobs, uses), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Report(end, uses));
    }

    private static void Collect(INamedTypeSymbol type, JobsContext jobs, ConcurrentBag<NameUse> uses)
    {
        if (!jobs.IsJob(type)) return;
        foreach (var attribute in type.GetAttributes())
        {
            var isCurrent = SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, jobs.JobAttribute);
            if (!isCurrent && !SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, jobs.FormerlyNamedAttribute)) continue;
            if (attribute.StringArgument(0) is { } name && attribute.ApplicationSyntaxReference is { } where)
                uses.Add(new NameUse(name, type, isCurrent, Location.Create(where.SyntaxTree, where.Span)));
        }
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<NameUse> uses)
    {
        foreach (var ofOneName in uses.GroupBy(use => use.Name, StringComparer.Ordinal))
        {
            var ordered = ofOneName
                .OrderByDescending(use => use.IsCurrent)
                .ThenBy(use => use.Location.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(use => use.Location.SourceSpan.Start)
                .ToList();
            foreach (var use in ordered.Where(use => !SymbolEqualityComparer.Default.Equals(use.Job, ordered[0].Job)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Rule, use.Location, additionalLocations: new[] { ordered[0].Location },
                    TypeNames.Display(use.Job), use.Name, TypeNames.Display(ordered[0].Job)));
            }
        }
    }

    private sealed record NameUse(string Name, INamedTypeSymbol Job, bool IsCurrent, Location Location);
}
