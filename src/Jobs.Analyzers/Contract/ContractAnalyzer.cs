using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Jobs.Analyzers.Rules;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Analyzers.Contract;

/// <summary>
/// JOB2040 to JOB2049: compares the jobs of a project with its contract, when all of them are known. Without a contract
/// nothing is parsed, and the project is told once that it may have one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : JobsAnalyzer
{
    /// <summary>The property of a diagnostic that tells its break from others.</summary>
    internal const string BreakId = "Break";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ContractRules.All;

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        var file = context.Options.AdditionalFiles.FirstOrDefault(IsContract);
        if (file is null)
        {
            var types = new ConcurrentBag<INamedTypeSymbol>();
            context.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, jobs, types), SymbolKind.NamedType);
            context.RegisterCompilationEndAction(end => ReportNone(end, types));
            return;
        }

        var parsed = new ConcurrentBag<ParsedJob>();
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (jobs.IsJob(type)) parsed.Add(ParsedJob.Of(type, symbol.Compilation, symbol.CancellationToken));
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Report(end, file, InOrder(parsed)));
    }

    internal static bool IsContract(AdditionalText file) =>
        string.Equals(Path.GetFileName(file.Path), ContractText.FileName, StringComparison.OrdinalIgnoreCase);

    private static void Collect(INamedTypeSymbol type, JobsContext jobs, ConcurrentBag<INamedTypeSymbol> types)
    {
        if (jobs.IsJob(type)) types.Add(type);
    }

    /// <summary>By place, so that a report does not depend on the order of analysis.</summary>
    private static List<ParsedJob> InOrder(IEnumerable<ParsedJob> jobs) => jobs
        .OrderBy(job => job.Type.MainLocation().SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(job => job.Type.MainLocation().SourceSpan.Start)
        .ToList();

    private static void ReportNone(CompilationAnalysisContext context, IEnumerable<INamedTypeSymbol> types)
    {
        var first = types.Select(TypeNames.Display).OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault();
        if (first is null) return;
        var type = types.First(t => TypeNames.Display(t) == first);
        context.ReportDiagnostic(Diagnostic.Create(ContractRules.ContractIsMissing, type.MainLocation(), first));
    }

    private static void Report(CompilationAnalysisContext context, AdditionalText file, IReadOnlyList<ParsedJob> jobs)
    {
        if (file.GetText(context.CancellationToken) is not { } text) return;
        var contract = ProjectContract.Of(text, jobs);
        foreach (var (line, span, what) in contract.Text.Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                ContractRules.ContractLineIsUnreadable, In(file, text, span), line.ToString(CultureInfo.InvariantCulture), what));
        }

        if (contract.Text.Problems.Count > 0) return;
        foreach (var found in contract.Breaks)
        {
            var job = jobs.FirstOrDefault(j => j.Model?.StoredName == found.Job);
            var location = job is not null ? job.LocationOf(found.Member, found.Task) : In(file, text, contract.Text.PlaceOf(FirstLineOf(contract, found)));
            context.ReportDiagnostic(Diagnostic.Create(
                ContractRules.ByKind[found.Kind], location, ImmutableDictionary<string, string?>.Empty.Add(BreakId, found.Id), [.. found.Arguments]));
        }

        ReportOutdated(context, file, text, contract, jobs);
    }

    private static void ReportOutdated(
        CompilationAnalysisContext context, AdditionalText file, SourceText text, ProjectContract contract, IReadOnlyList<ParsedJob> jobs)
    {
        contract.Updated(accepted: null, out var changed);
        if (changed.Count == 0) return;
        var job = changed.Where(e => e.Words[0] == "job").Select(e => jobs.FirstOrDefault(j => j.StoredNames.Contains(e.Words[1]))).FirstOrDefault(j => j is not null)
            ?? (jobs.Count > 0 ? jobs[0] : null);
        context.ReportDiagnostic(Diagnostic.Create(
            ContractRules.ContractIsOutdated, job?.Type.MainLocation() ?? In(file, text, default),
            changed.Count.ToString(CultureInfo.InvariantCulture), changed[0].Text));
    }

    private static string FirstLineOf(ProjectContract contract, ContractBreak found) =>
        contract.Text.Entries.Select(e => e.Key).FirstOrDefault(key => found.Keys.Any(k => key.StartsWith(k, StringComparison.Ordinal))) ?? "";

    private static Location In(AdditionalText file, SourceText text, TextSpan span) =>
        Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
}
