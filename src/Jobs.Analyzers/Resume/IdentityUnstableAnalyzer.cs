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
    private const string Keep = "keep it in a state member that is set once, before a checkpoint ('_id ??= …', or under 'if (_id == default)'), or identify the work by input";

    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.IdentityIsUnstable,
        "A value that changes identifies work",
        "'{0}' is another value in each attempt, and here it identifies work of job '{1}': a resumed job would not find it again and do it twice; {2}",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Tasks are found again by their arguments or key, sleeps and children by their key.",
        HelpLinks.For(DiagnosticIds.IdentityIsUnstable));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        var ofBodies = code.Running.ToDictionary(body => body, LocalsIn);
        var members = new UnstableMembers(code, value => ofBodies.Where(pair => pair.Key.Blocks.Any(value.IsWithin)).Select(pair => NameIn(value, pair.Value)).FirstOrDefault());
        foreach (var body in code.Running)
        {
            var locals = ofBodies[body];
            var holders = HoldersIn(body, members);
            foreach (var call in body.Operations.OfType<IInvocationOperation>())
            {
                foreach (var identity in IdentityOf(call, code))
                {
                    IOperation? reported = null;
                    foreach (var part in identity.DescendantsAndSelf())
                    {
                        if (reported is not null && part.IsWithin(reported)) continue; // Once: in random.Next() both may be.
                        var source = part is ILocalReferenceOperation { Local: var local } && locals.TryGetValue(local, out var made) ? made : UnstableValues.NameOf(part);
                        if (source is not null) report(Diagnostic.Create(Rule, part.Syntax.GetLocation(), source, code.Type.Name, Keep));
                        else if ((part is ILocalReferenceOperation { Local: var holder } && holders.TryGetValue(holder, out var held) ? held : members.MemberIn(part)) is { } member)
                            report(Diagnostic.Create(Rule, part.Syntax.GetLocation(), member.Name, code.Type.Name, SetOnce(member, code)));
                        else continue;
                        reported = part;
                    }
                }
            }
        }
    }

    /// <summary>What compiles for the type of the member.</summary>
    private static string SetOnce(ISymbol member, JobCode code)
    {
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        var how = type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? $"'{member.Name} ??= …'" : $"under 'if ({member.Name} == default)'";
        return $"each attempt sets '{member.Name}' anew: set it once, {how}, before a checkpoint{(code.Jobs.IsIgnored(member) ? ", and let it be stored" : "")}";
    }

    /// <summary>The locals that are declared with such a member.</summary>
    private static Dictionary<ILocalSymbol, ISymbol> HoldersIn(MethodBody body, UnstableMembers members)
    {
        var holders = new Dictionary<ILocalSymbol, ISymbol>(SymbolEqualityComparer.Default);
        foreach (var declarator in body.Operations.OfType<IVariableDeclaratorOperation>())
        {
            if (declarator.GetVariableInitializer()?.Value is { } value && members.MemberIn(value.WithoutConversions()) is { } member) holders[declarator.Symbol] = member;
        }

        return holders;
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
