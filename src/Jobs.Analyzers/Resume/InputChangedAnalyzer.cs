using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3020: the code of a job sets an input member, or changes the collection in it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InputChangedAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.InputIsChanged,
        "A job changes its input",
        "'{0}' is input of job '{1}', which is stored at the submit and never again: the next attempt is given it as it was; change a copy, or keep what changes in a member that is neither required nor init",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Input is read and stored once. What a job changes must be state.",
        HelpLinks.For(DiagnosticIds.InputIsChanged));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        // Input's own accessor sets it when the submit or the restore does.
        foreach (var operation in code.Running.Where(body => !(body.Method is { MethodKind: MethodKind.PropertySet, AssociatedSymbol: { } property } && code.Jobs.IsInput(property))).SelectMany(body => body.Operations))
        {
            foreach (var target in StateMembers.TargetsOf(operation))
            {
                if ((StateMembers.RootOf(target) ?? StateMembers.RootOf(operation, target)) is { } member && code.Jobs.IsInput(member)) report(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), member.Name, code.Type.Name));
            }
        }
    }
}
