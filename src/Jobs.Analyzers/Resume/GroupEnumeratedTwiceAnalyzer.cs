using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3024: the results of one group are taken at two places, or in a loop.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GroupEnumeratedTwiceAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.GroupIsEnumeratedTwice,
        "A group is enumerated twice",
        "'{0}' hands each result out once, so to enumerate it a second time throws; keep what is needed of the results",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A group is a stream: results are handed out as they come and not kept.",
        HelpLinks.For(DiagnosticIds.GroupIsEnumeratedTwice));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            foreach (var group in body.Operations.OfType<IVariableDeclaratorOperation>().Where(declarator => JobsContext.Is(declarator.Symbol.Type, code.Jobs.TaskGroup)))
            {
                var uses = body.Operations.Where(operation => Takes(operation, group.Symbol)).ToList();
                var again = uses.FirstOrDefault(use => IsRepeated(use, group)) ?? uses.Skip(1).FirstOrDefault(use => !AreAlternatives(uses[0], use));
                if (again is not null) report(Diagnostic.Create(Rule, again.Syntax.GetLocation(), group.Symbol.Name));
            }
        }
    }

    private static bool Takes(IOperation operation, ILocalSymbol group) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, group)
        && operation.Ancestors().FirstOrDefault(outer => outer is not IConversionOperation and not IParenthesizedOperation and not IArgumentOperation) switch
        {
            IForEachLoopOperation loop => operation.IsWithin(loop.Collection),
            IInvocationOperation { TargetMethod.Name: "ResultsAsync" or "GetAsyncEnumerator" } => true,
            IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait" } => true,
            _ => false,
        };

    /// <summary>In a loop that the group was made outside of.</summary>
    private static bool IsRepeated(IOperation use, IVariableDeclaratorOperation group) =>
        use.AncestorsInFunction().OfType<ILoopOperation>().Any(loop => use.IsWithin(loop.Body) && !group.IsWithin(loop));

    /// <summary>In different arms of one choice, or behind one that leaves.</summary>
    private static bool AreAlternatives(IOperation first, IOperation second) =>
        first.Ancestors().Any(outer => outer switch
        {
            IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation when second.IsWithin(outer) =>
                outer.ChildOperations.Any(arm => first.IsWithin(arm) && !second.IsWithin(arm)),
            IConditionalOperation choice => choice.WhenTrue.DescendantsAndSelf().Any(inner => inner is IReturnOperation or IThrowOperation),
            _ => false,
        });
}
