using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3014: a loop dispatches a task whose arguments do not change, without a key.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DispatchRepeatsAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.DispatchRepeats,
        "A loop dispatches the same task again",
        "'{0}' in a loop of job '{1}' has the same arguments each time, which the framework refuses the second time; say 'Remember = false' to run it again (polling), or give each round a Key",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Name, version and arguments identify a task, and an identity is dispatched once in an attempt: its stored result would answer both.",
        HelpLinks.For(DiagnosticIds.DispatchRepeats));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var call in code.Running.SelectMany(body => body.Operations).OfType<IInvocationOperation>())
        {
            if (!call.IsRun(code.Jobs) || Variance.LoopOf(call) is not { } loop || EndsWith(call, loop)) continue;

            // The options come last, and whoever gives some has thought of it.
            var (arguments, options) = (call.Arguments.Take(call.Arguments.Length - 1), call.Arguments.LastOrDefault());
            if (options is not { ArgumentKind: ArgumentKind.DefaultValue }) continue;
            if (!arguments.All(argument => argument.Value.IsFixedIn(loop, code)) || OncePerLoop.Reaches(call, loop, code)) continue;
            report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.Display(), code.Type.Name));
        }
    }

    /// <summary>Whether the round in which it is dispatched is the last one: the block around it leaves the loop.</summary>
    private static bool EndsWith(IOperation call, ILoopOperation loop) =>
        call.AncestorsInFunction().TakeWhile(outer => outer != loop).OfType<IBlockOperation>()
            .Any(block => block.Operations.LastOrDefault() is IReturnOperation or IThrowOperation
                || (block.Operations.LastOrDefault() is IBranchOperation { Target: var target } && SymbolEqualityComparer.Default.Equals(target, loop.ExitLabel)));
}
