using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3017: a new guid, the time or a random number is an argument of a task, or a key.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdentityUnstableAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.IdentityIsUnstable,
        "A value that changes identifies work",
        "'{0}' is another value in each attempt, and here it identifies work of job '{1}': a resumed job would not find it again and do it twice; keep the value in state, or identify the work by input",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Tasks are found again by their arguments or key, sleeps and children by their key.",
        HelpLinks.For(DiagnosticIds.IdentityIsUnstable));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            var locals = LocalsIn(body);
            foreach (var call in body.Operations.OfType<IInvocationOperation>())
            {
                foreach (var identity in IdentityOf(call, code))
                {
                    IOperation? reported = null;
                    foreach (var part in identity.DescendantsAndSelf())
                    {
                        if (reported is not null && part.IsWithin(reported)) continue; // Once: in random.Next() both may be.
                        var source = part is ILocalReferenceOperation { Local: var local } && locals.TryGetValue(local, out var made) ? made : UnstableValues.NameOf(part);
                        if (source is null) continue;
                        reported = part;
                        report(Diagnostic.Create(Rule, part.Syntax.GetLocation(), source, code.Type.Name));
                    }
                }
            }
        }
    }

    /// <summary>The locals that are declared with such a value, and hold nothing else later: what state kept, for one.</summary>
    private static Dictionary<ILocalSymbol, string> LocalsIn(MethodBody body)
    {
        var locals = new Dictionary<ILocalSymbol, string>(SymbolEqualityComparer.Default);
        foreach (var declarator in body.Operations.OfType<IVariableDeclaratorOperation>())
        {
            if (declarator.GetVariableInitializer()?.Value is { } value && NameIn(value, locals) is { } name) locals[declarator.Symbol] = name;
        }

        foreach (var assignment in body.Operations.OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is ILocalReferenceOperation target && NameIn(assignment.Value, locals) is null) locals.Remove(target.Local);
        }

        return locals;
    }

    /// <summary>Such a value in what is made of values: not in what a call makes of it, which may be anything, but for its text.</summary>
    private static string? NameIn(IOperation value, Dictionary<ILocalSymbol, string> locals)
    {
        value = value.WithoutConversions();
        if (UnstableValues.NameOf(value) is { } name) return name;
        return value switch
        {
            ILocalReferenceOperation local => locals.TryGetValue(local.Local, out var made) ? made : null,
            IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance } => NameIn(instance, locals),
            IPropertyReferenceOperation { Instance: { } instance } => NameIn(instance, locals),
            IObjectCreationOperation or ITupleOperation or IInterpolatedStringOperation or IInterpolationOperation or IArgumentOperation or IBinaryOperation
                or IObjectOrCollectionInitializerOperation => value.ChildOperations.Select(child => NameIn(child, locals)).FirstOrDefault(found => found is not null),
            ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation } set => NameIn(set.Value, locals),
            _ => null,
        };
    }

    private static IEnumerable<IOperation> IdentityOf(IInvocationOperation call, JobCode code)
    {
        if (JobsContext.Is(call.TargetMethod.ContainingType, code.Jobs.JobContext) && call.TargetMethod.Name is "SleepAsync" or "SubmitAsync")
            return call.ArgumentOf("key") is { } key ? [key] : [];
        if (!call.IsOfDispatcher(code.Jobs) || call.TargetMethod.Name is not ("Run" or "Many")) return [];

        // The options come last. A key stands for the arguments, and what is not remembered need not be found again.
        var options = call.Arguments.LastOrDefault()?.Value;
        if (options?.WithoutConversions() is { ConstantValue.HasValue: false } and not (IObjectCreationOperation or IDefaultValueOperation)) return []; // Made elsewhere, they may say so.
        if (options.InitializerOf("Remember") is { ConstantValue: { HasValue: true, Value: false } }) return [];
        if (options.InitializerOf("Key") is { } taskKey) return [taskKey];
        return call.ArgumentOf("key") is { } itemKey ? [itemKey] : call.Arguments.Where(argument => argument.Value != options).Select(argument => argument.Value);
    }
}
