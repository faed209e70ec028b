using System.Collections.Immutable;
using System.Reflection;
using Jobs.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>All analyzers, fixers and rules that there are, found as the compiler finds them.</summary>
internal static class Components
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = AllOf<DiagnosticAnalyzer>(typeof(JobsAnalyzer).Assembly);

    public static ImmutableArray<CodeFixProvider> Fixers { get; } = AllOf<CodeFixProvider>(typeof(JobsFixer).Assembly);

    public static ImmutableSortedDictionary<string, DiagnosticDescriptor> Rules { get; } =
        Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.Ordinal);

    /// <summary>The ids that a fixer says it fixes.</summary>
    public static ImmutableHashSet<string> FixedIds { get; } = [.. Fixers.SelectMany(fixer => fixer.FixableDiagnosticIds)];

    private static ImmutableArray<T> AllOf<T>(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract).Select(type => (T)Activator.CreateInstance(type)!)];
}
