using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.State;

/// <summary>JOB2015: whoever submits the job can set a <c>[JobIgnore]</c> member, which is not stored and so never arrives.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredInputAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.IgnoredInputNeverArrives,
        "What the submitter sets is not stored",
        "'{0}' is marked [JobIgnore], so what the submitter of job '{1}' sets never arrives: each attempt has its initial value; store what it can be made from, such as a name, or make it private",
        Categories.State,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The object that is submitted is not the one that runs. Each attempt runs on an instance built from stored values.",
        HelpLinks.For(DiagnosticIds.IgnoredInputNeverArrives));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var member in code.Type.GetMembers().Where(member => code.Jobs.IsIgnored(member) && member.IsSetFromOutside()))
        {
            // A required one is refused already. One that the attempts set is theirs, whatever the submitter could do with it.
            if (member is not (IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true }) && !IsSetByAttempts(member, code))
                report(Diagnostic.Create(Rule, member.MainLocation(), member.Name, code.Type.Name));
        }
    }

    /// <summary>Set to something, that is: <c>??=</c> counts on what the submitter set, and a change inside the value does too.</summary>
    private static bool IsSetByAttempts(ISymbol member, JobCode code) =>
        code.Running.SelectMany(body => body.Operations).Where(operation => operation is not (ICoalesceAssignmentOperation or ICompoundAssignmentOperation or IInvocationOperation))
            .SelectMany(StateMembers.TargetsOf)
            .Any(target => SymbolEqualityComparer.Default.Equals(target.MemberOfThis(), member));
}
