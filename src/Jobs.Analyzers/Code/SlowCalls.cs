using Jobs.Analyzers.Resume;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>What takes so long that a job should be asked in between whether it is to stop.</summary>
internal static class SlowCalls
{
    /// <summary>
    /// An await of something outside, a call into the base library's input and output, or a call of a service. Not what the
    /// framework itself awaits: those are interruption points.
    /// </summary>
    public static bool IsSlow(this IOperation operation, JobCode code) => operation switch
    {
        IAwaitOperation { Operation: var awaited } => !IsHeld(awaited) && !awaited.DescendantsAndSelf().Any(part => part.MayInterrupt(code)) && !IsCallWithin(awaited, code),
        IForEachLoopOperation { IsAsynchronous: true } loop => !loop.MayInterrupt(code),
        IInvocationOperation call => IsInputOutput(call) || IsService(call.Instance, code),
        _ => false,
    };

    /// <summary>
    /// A task that a local holds, or a collection in a local, or several of these: it may be a dispatch, and what else it is was
    /// counted where it was called.
    /// </summary>
    private static bool IsHeld(IOperation awaited) => awaited.WithoutConversions() switch
    {
        ILocalReferenceOperation => true,
        IMemberReferenceOperation { Instance: { } owner } and not IMethodReferenceOperation => IsHeld(owner),
        IArrayElementReferenceOperation element => IsHeld(element.ArrayReference),
        IImplicitIndexerReferenceOperation element => IsHeld(element.Instance),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => IsHeld(task),
        // What is given to these may be a collection, or several tasks, in one of several ways.
        IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny", ContainingType: var type } } call => type.IsNamed("System.Threading.Tasks.Task")
            && call.Descendants().Any(part => part is ILocalReferenceOperation) && !call.Descendants().Any(part => part is IInvocationOperation or IAnonymousFunctionOperation),
        _ => false,
    };

    /// <summary>A call of a method of the class, whose body is looked into instead. A delegate may lead elsewhere, too.</summary>
    private static bool IsCallWithin(IOperation awaited, JobCode code) => code.CalleeOf(awaited.WithoutConversions()) is { Method.MethodKind: not MethodKind.DelegateInvoke };

    private static bool IsInputOutput(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.IsInNamespace("System.IO", "System.Net", "System.Data", "Microsoft.Data")
        && !call.TargetMethod.ContainingType.IsInNamespace("System.IO.Hashing", "System.Net.Http.Headers")
        && call.TargetMethod.ContainingType is not { Name: "Path" or "FileSystemName" or "TextWriter" or "StringWriter" or "MemoryStream" or "StringReader" or "WebUtility" or "IPAddress" or "IPEndPoint" or "IPNetwork" }
        && !IsInMemory(call.Instance);

    /// <summary>A reader or writer of what is in memory.</summary>
    private static bool IsInMemory(IOperation? receiver) =>
        receiver?.WithoutConversions() is ILocalReferenceOperation local
        && Aliases.ValueOf(local) is IObjectCreationOperation creation && creation.Arguments.Any(argument => argument.Value.WithoutConversions().Type.IsNamed("System.IO.MemoryStream"));

    private static bool IsService(IOperation? receiver, JobCode code)
    {
        var (type, mayBe) = receiver?.WithoutConversions() switch
        {
            IParameterReferenceOperation { Parameter: { Type: var t, ContainingSymbol: var owner } } => (t, SymbolEqualityComparer.Default.Equals(owner, code.RunAsync?.Method)),
            IMemberReferenceOperation { Type: { } t } reference => (t, reference.MemberOfThis() is { } member && code.Jobs.IsIgnored(member)),
            _ => (null, false),
        };
        return mayBe && type is { IsReferenceType: true } && !type.IsInNamespace("System", "Microsoft.Extensions.Logging") && !JobsContext.Is(type, code.Jobs.JobContext);
    }
}
