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
        // A local may hold a dispatch; what else it holds was counted where it was called.
        IAwaitOperation { Operation: var awaited } => awaited.WithoutConversions() is not ILocalReferenceOperation && !awaited.DescendantsAndSelf().Any(part => part.MayInterrupt(code)) && !IsCallWithin(awaited, code),
        IForEachLoopOperation { IsAsynchronous: true } loop => !loop.MayInterrupt(code),
        IInvocationOperation call => IsInputOutput(call) || IsService(call.Instance, code),
        _ => false,
    };

    /// <summary>A call of a method of the class, whose body is looked into instead. A delegate may lead elsewhere, too.</summary>
    private static bool IsCallWithin(IOperation awaited, JobCode code) => code.CalleeOf(awaited.WithoutConversions()) is { Method.MethodKind: not MethodKind.DelegateInvoke };

    private static bool IsInputOutput(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.IsInNamespace("System.IO", "System.Net", "System.Data", "Microsoft.Data")
        && call.TargetMethod.ContainingType is not { Name: "Path" or "TextWriter" or "StringWriter" or "MemoryStream" or "StringReader" or "WebUtility" or "IPAddress" };

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
