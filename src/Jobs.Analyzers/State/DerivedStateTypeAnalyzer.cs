using System.Collections.Concurrent;
using System.Collections.Immutable;
using Jobs.Generators.Model;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.State;

/// <summary>
/// JOB2013: a class whose values a job stores has a class derived from it that it does not declare. Nothing says that such a
/// value will ever be stored, hence a warning; if one is, its checkpoint is refused. Classes that derive in other assemblies
/// are not seen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DerivedStateTypeAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.StateTypeHasDerivedTypes,
        "A stored class has derived classes",
        "Job '{0}' stores values of '{1}', from which '{2}' derives; a checkpoint with a '{2}' in it would be refused, " +
            "so declare it on '{1}' with [JobDerivedType], store the two in members of their own, or seal '{1}'",
        Categories.State,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Stored values are read back as the type that is declared, or as one that it declares itself, so what another class adds would be lost.",
        HelpLinks.For(DiagnosticIds.StateTypeHasDerivedTypes),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        var stored = new ConcurrentBag<(INamedTypeSymbol Job, string OpenType, ImmutableHashSet<string> Declared)>();
        var derived = new ConcurrentBag<(string Base, INamedTypeSymbol Type)>();
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return;
                if (!type.IsAbstract)
                {
                    foreach (var parent in type.SelfAndBases().Skip(1).Concat(type.AllInterfaces)) derived.Add((TypeNames.Plain(parent), type));
                }

                if (!jobs.IsJob(type) || JobParser.Parse(type, symbol.Compilation, new JobFindings(), symbol.CancellationToken) is not { } model) return;
                var names = model.Types.ToImmutableDictionary(state => state.Id, state => state.FullName);
                foreach (var open in model.Types.OfType<ObjectTypeModel>().Where(state => state.IsOpen)) stored.Add((type, open.FullName, ImmutableHashSet<string>.Empty));
                foreach (var open in model.Types.OfType<HierarchyTypeModel>())
                {
                    stored.Add((type, open.FullName, open.Types.Select(declared => names[declared.Type.Id]).ToImmutableHashSet()));
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Report(end, stored, derived));
    }

    // A generic class can be declared only closed, and with which types else it may be closed nobody can list.
    private static bool IsDeclaredClosed(INamedTypeSymbol type, ImmutableHashSet<string> declared)
    {
        if (!type.IsGenericType) return false;
        var open = TypeNames.Plain(type);
        return declared.Any(d => d.StartsWith(open.Substring(0, open.IndexOf('<') + 1), StringComparison.Ordinal));
    }

    private static void Report(
        CompilationAnalysisContext context,
        IEnumerable<(INamedTypeSymbol Job, string OpenType, ImmutableHashSet<string> Declared)> stored,
        IEnumerable<(string Base, INamedTypeSymbol Type)> derived)
    {
        // One report for each job and stored class, naming the derived class that comes first by name.
        var byBase = derived.ToLookup(pair => pair.Base, pair => pair.Type, StringComparer.Ordinal);
        foreach (var (job, openType, declared) in stored)
        {
            var first = byBase[openType].Where(type => !declared.Contains(TypeNames.Plain(type)) && !IsDeclaredClosed(type, declared)).Select(TypeNames.Display)
                .OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault();
            if (first is not null) context.ReportDiagnostic(Diagnostic.Create(Rule, job.MainLocation(), job.Name, openType.Replace("global::", ""), first));
        }
    }
}
