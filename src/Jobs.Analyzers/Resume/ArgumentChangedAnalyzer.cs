using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3026: an object is changed between the dispatch of the task that was given it and the await of that task.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArgumentChangedAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ArgumentIsChanged,
        "An argument is changed while its task runs",
        "'{0}' was given to '{1}' and is changed before job '{2}' awaits it: the task works on the same object, and its result would be stored with other arguments than it was found by; give the task a copy, or change '{0}' after the await",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A task is given its arguments themselves. Its identity is taken from them at the dispatch, and they are stored with its result.",
        HelpLinks.For(DiagnosticIds.ArgumentIsChanged));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            foreach (var declarator in body.Operations.OfType<IVariableDeclaratorOperation>())
            {
                if (declarator.GetVariableInitializer()?.Value.WithoutConversions() is not IInvocationOperation call || !call.IsRun(code.Jobs)) continue;
                var given = call.Arguments.Select(argument => VariableIn(argument.Value)).OfType<ISymbol>().ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
                if (given.Count == 0) continue;
                foreach (var operation in WhileItRuns(call, declarator.Symbol, body))
                {
                    // From here the variable holds another object, unless a branch passes it by.
                    if (operation.Parent is IExpressionStatementOperation { Parent: IBlockOperation block } && call.IsWithin(block) && SetBy(operation) is { } set) given = given.Remove(set);
                    if (ChangedBy(operation) is { } changed && given.Contains(changed)) report(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), changed.Name, call.Display(), code.Type.Name));
                }
            }
        }
    }

    /// <summary>
    /// What stands between the dispatch and the first await that names its task, in the order of the source and in the block of the
    /// local that holds it: another branch is another story. Once the task was handed on, any await may be the one of what it was
    /// handed to, as <c>await Task.WhenAll(tasks)</c>.
    /// </summary>
    private static IEnumerable<IOperation> WhileItRuns(IInvocationOperation call, ILocalSymbol task, MethodBody body)
    {
        var start = call.Syntax.Span.End;
        var handedOn = body.Operations.Where(operation => Names(operation, task) && IsHandedOn(operation)).Select(operation => operation.Syntax.SpanStart).DefaultIfEmpty(int.MaxValue).Min();
        var end = body.Operations.OfType<IAwaitOperation>()
            .Where(wait => wait.Syntax.SpanStart > start && (wait.Syntax.SpanStart > handedOn || wait.Descendants().Any(part => Names(part, task))))
            .Select(wait => wait.Syntax.SpanStart).DefaultIfEmpty(int.MaxValue).Min();
        return call.Ancestors().OfType<IBlockOperation>().First().Descendants()
            .Where(operation => operation.Syntax.SpanStart >= start && operation.Syntax.SpanStart < end && !IsOfFunctionBehind(operation, start));
    }

    private static bool Names(IOperation operation, ILocalSymbol task) => operation is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, task);

    /// <summary>Whether something else holds the task too, from then on. To ask it whether it is completed holds nothing.</summary>
    private static bool IsHandedOn(IOperation reference) =>
        reference.Parent is not IMemberReferenceOperation && !reference.AncestorsInFunction().OfType<IAwaitOperation>().Any();

    /// <summary>Whether it stands in a local function that is declared there, which runs when it is called.</summary>
    private static bool IsOfFunctionBehind(IOperation operation, int start) => operation.Ancestors().Any(outer => outer is ILocalFunctionOperation && outer.Syntax.SpanStart >= start);

    private static ISymbol? SetBy(IOperation operation) => operation is ISimpleAssignmentOperation { Target: var target } ? VariableIn(target) : null;

    /// <summary>The variable in whose object the operation changes something. To set the variable leaves the object as it is.</summary>
    private static ISymbol? ChangedBy(IOperation operation)
    {
        if (StateMembers.TargetOf(operation)?.WithoutConversions() is not { } target) return null;
        if (VariableIn(target) is { } variable) return operation is IInvocationOperation ? variable : null;
        while (target is IMemberReferenceOperation { Instance: not null } or IArrayElementReferenceOperation)
        {
            target = (target is IMemberReferenceOperation reference ? reference.Instance! : ((IArrayElementReferenceOperation)target).ArrayReference).WithoutConversions();
            if (VariableIn(target) is { } owner) return owner;
        }

        return null;
    }

    /// <summary>The local or member that the operation names, if it holds an object rather than a value.</summary>
    private static ISymbol? VariableIn(IOperation operation) => operation.WithoutConversions().Type is { IsReferenceType: false } ? null : operation.Variable();
}
