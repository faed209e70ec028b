using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.State;

/// <summary>
/// JOB2030: the code of a job changes an item of a journaled collection in place. Whether a fold happens to store it nobody
/// can say: the change is lost, or is kept by luck.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JournaledItemChangedAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.JournaledItemIsChanged,
        "An item of a journaled collection is changed in place",
        "An item of '{0}' of job '{1}' is changed in place: checkpoints store what is done through the collection, so an attempt that resumes is given the item as it was; {2}",
        Categories.State,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A journaled collection knows of its items what it is told: adding, replacing, removing.",
        HelpLinks.For(DiagnosticIds.JournaledItemIsChanged));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            var items = new JournaledItems(body, code.Jobs);
            foreach (var operation in body.Operations)
            {
                foreach (var target in StateMembers.TargetsOf(operation))
                {
                    if (items.ChangedIn(target, operation is IInvocationOperation) is not { } journal) continue;
                    report(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), journal.Name, code.Type.Name, Remedy(journal)));
                }
            }
        }
    }

    private static string Remedy(ISymbol journal) => ((journal as IFieldSymbol)?.Type ?? (journal as IPropertySymbol)?.Type) switch
    {
        { } type when type.Is(KnownNames.JournaledSet) => $"remove it from '{journal.Name}', change it and add it again",
        { } type when type.Is(KnownNames.JournaledDictionary) => $"write it back, as {journal.Name}[key] = item",
        _ => $"write it back, as {journal.Name}[index] = item",
    };
}
