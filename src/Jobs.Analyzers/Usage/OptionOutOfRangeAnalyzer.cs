using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4003: an option is set to a constant that its own check refuses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionOutOfRangeAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.OptionOutOfRange,
        "An option is out of range",
        "'{0}' is {1}, which is refused when it is used; allowed: {2}",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The same ranges are checked at run time, where the submit or the start of the host fails.",
        HelpLinks.For(DiagnosticIds.OptionOutOfRange));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is not IPropertyReferenceOperation { Property: var property } || !property.ContainingAssembly.Name.StartsWith("Jobs.", StringComparison.Ordinal)) return;
                if (OptionRanges.All.TryGetValue((TypeNames.Metadata(property.ContainingType), property.Name), out var range)) Check(operation, assignment.Value, property.Name, range);
            },
            OperationKind.SimpleAssignment);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name == "Pool" && call.TargetMethod.ContainingType.IsNamed("Jobs.JobsBuilder") && call.ArgumentOf("slots") is { } slots)
                    Check(operation, slots, "slots", new OptionRange(1, 10_000, "1 to 10,000"));
            },
            OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context, IOperation value, string option, OptionRange range)
    {
        value = value.WithoutConversions();
        var measured = range.IsText ? (value.ConstantValue is { HasValue: true, Value: string text } ? text.Length : null)
            : ConstantTimes.Number(value) ?? ConstantTimes.Of(value)?.TotalSeconds;
        if (measured is { } number && (number < range.Min || number > range.Max))
            context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), option, value.Syntax.ToString(), range.Words));
    }
}
