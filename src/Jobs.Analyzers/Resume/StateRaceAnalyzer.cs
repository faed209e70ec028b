using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3004: state is touched by work that runs at the same time as the job's own code: a lambda of <c>Task.Run</c>,
/// <c>Parallel.ForEach</c>, <c>ContinueWith</c>, or of several asynchronous calls that overlap.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateRaceAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.StateIsTouchedConcurrently,
        "State is touched by code that runs beside the job",
        "'{0}' of job '{1}' is touched in '{2}', at the same time as by the job: a change may be lost, and a checkpoint may store half of one; " +
            "return the value, and change the state where it is awaited",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "State belongs to RunAsync. What runs in parallel hands back values; a [JobTask] cannot do otherwise.",
        HelpLinks.For(DiagnosticIds.StateIsTouchedConcurrently));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        var changed = new HashSet<ISymbol>(
            code.Running.SelectMany(body => body.Operations).SelectMany(operation => StateMembers.ChangedBy(operation, code.Jobs)), SymbolEqualityComparer.Default);
        foreach (var work in ForeignWork.In(code.Running.SelectMany(body => body.Operations)))
        {
            var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var (at, reference) in work.Parts.SelectMany(part => TouchedBy(part, work.Kind, code, changed)))
            {
                if (reported.Add(reference.Member)) report(Diagnostic.Create(Rule, at.Syntax.GetLocation(), reference.Member.Name, code.Type.Name, work.Name));
            }
        }
    }

    /// <summary>Whether the work touches state that somebody changes.</summary>
    internal static bool TouchesState(ForeignWork work, JobCode code)
    {
        var changed = new HashSet<ISymbol>(
            code.Running.SelectMany(body => body.Operations).SelectMany(operation => StateMembers.ChangedBy(operation, code.Jobs)), SymbolEqualityComparer.Default);
        return work.Parts.Any(part => TouchedBy(part, work.Kind, code, changed).Any());
    }

    private static IEnumerable<(IOperation At, IMemberReferenceOperation Reference)> TouchedBy(
        IOperation part, ForeignWorkKind kind, JobCode code, HashSet<ISymbol> changed) =>
        code.Find(part, operation =>
            operation is IMemberReferenceOperation reference and not IMethodReferenceOperation
            && reference.MemberOfThis() is { } member && code.Jobs.IsState(member) && changed.Contains(member)
            // Calls that merely overlap may read; what they then do with it is theirs.
            && (kind != ForeignWorkKind.Overlapping || IsTargetOfAChange(reference))
                ? reference
                : null);

    private static bool IsTargetOfAChange(IMemberReferenceOperation reference) =>
        reference.AncestorsInFunction().Take(4).Any(outer => StateMembers.TargetsOf(outer).Any(target => reference.IsWithin(target)));
}
