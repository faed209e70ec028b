using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4002: a program makes a host and references an assembly with jobs, or has some, and never calls what adds them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JobAssemblyNotAddedAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.JobAssemblyIsNotAdded,
        "A host does not add the jobs of an assembly",
        "This host never calls '{0}', so the jobs of '{1}' cannot be submitted to it, and those that a store holds already are parked; call '.{0}()' on the builder",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Registration is explicit, since a job of a crashed process must be known before anything of its assembly is used.",
        HelpLinks.For(DiagnosticIds.JobAssemblyIsNotAdded),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        var calls = HostCalls.Gather(context);
        context.RegisterCompilationEndAction(end =>
        {
            if (calls.IsOpen || calls.Hosts.Count == 0) return;
            foreach (var registration in RegistrationsOf(end.Compilation).Where(registration => !calls.Register(registration)))
            {
                var method = registration.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(IsRegistration);
                if (method is not null) end.ReportDiagnostic(Diagnostic.Create(Rule, calls.Hosts[0].Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add("method", method.Name), method.Name, registration.ContainingAssembly.Name));
            }
        });
    }

    /// <summary>The generated classes, of this assembly and those that it references.</summary>
    private static IEnumerable<INamedTypeSymbol> RegistrationsOf(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly => !assembly.Name.StartsWith("System", StringComparison.Ordinal)).Append(compilation.Assembly)
            .SelectMany(assembly => assembly.GlobalNamespace.GetNamespaceMembers().Where(space => space.Name == "Jobs"))
            .SelectMany(space => space.GetTypeMembers())
            .Where(type => type.Name.EndsWith("JobsRegistration", StringComparison.Ordinal) && type.IsGeneratedByUs())
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    private static bool IsRegistration(IMethodSymbol method) =>
        method.IsStatic && method.Name.StartsWith("Add", StringComparison.Ordinal) && method.Name.EndsWith("Jobs", StringComparison.Ordinal);
}
