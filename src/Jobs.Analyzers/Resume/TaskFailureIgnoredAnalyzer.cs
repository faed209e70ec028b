using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3021: a loop takes the results of a group and asks none of them whether it failed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskFailureIgnoredAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TaskFailureIsIgnored,
        "The failures of a group are not looked at",
        "A task of '{0}' that failed is passed over here as if it had succeeded; look at '{1}.IsFaulted' and '{1}.Error', or read '{1}.Result', which throws",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A failed task stops nothing else. Its error is a value that the job is handed, and nobody else looks at.",
        HelpLinks.For(DiagnosticIds.TaskFailureIsIgnored));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            foreach (var stream in ResultStream.In(body, code))
            {
                if (stream.Result is not { } result || IsLookedAt(stream) || IsGroupAsked(stream, body) || FailsFast(stream)) continue;
                report(Diagnostic.Create(Rule, result.Locations[0], NameOf(stream), result.Name));
            }
        }
    }

    /// <summary>Whatever is done with a result but to read its index looks at its failure, or may.</summary>
    private static bool IsLookedAt(ResultStream stream) => stream.Loop.Body.DescendantsAndSelf().Any(operation =>
        operation is ILocalReferenceOperation && stream.IsResult(operation)
        && operation.Parent is not IPropertyReferenceOperation { Property.Name: "Index" } and not IConditionalOperation
        && !IsOnlyFiltered(operation));

    /// <summary><c>if (!result.IsFaulted) …</c> without an else: the failed ones vanish.</summary>
    private static bool IsOnlyFiltered(IOperation result) =>
        result.Parent is IPropertyReferenceOperation { Property.Name: "IsFaulted" } asked
        && asked.Ancestors().FirstOrDefault(outer => outer is IConditionalOperation) is IConditionalOperation { WhenFalse: null } choice
        && asked.IsWithin(choice.Condition) && choice.Condition.WithoutConversions() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }
        && !choice.WhenTrue.DescendantsAndSelf().Any(inner => inner is IBranchOperation or IReturnOperation);

    private static bool IsGroupAsked(ResultStream stream, MethodBody body) => body.Operations.Any(operation =>
        operation is IPropertyReferenceOperation { Property.Name: "Faulted", Instance: { } group } && stream.IsGroup(group));

    private static bool FailsFast(ResultStream stream) =>
        stream.Dispatch?.Arguments.LastOrDefault()?.Value.InitializerOf("FailFast") is { ConstantValue: { HasValue: true, Value: true } };

    private static string NameOf(ResultStream stream) => stream.Dispatch?.Display() ?? stream.Group?.Name ?? "the group";
}
