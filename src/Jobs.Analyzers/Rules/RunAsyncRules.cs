using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Rules;

/// <summary>The rules of the method that a job runs.</summary>
internal static class RunAsyncRules
{
    public static readonly DiagnosticDescriptor RunAsyncIsMissing = new(
        DiagnosticIds.RunAsyncIsMissing,
        "A job needs RunAsync",
        "Job '{0}' has no RunAsync; declare 'private async Task RunAsync(Context ctx)'",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "RunAsync is what each attempt of the job runs. It takes the job's generated Context first, then services.",
        HelpLinks.For(DiagnosticIds.RunAsyncIsMissing));

    public static readonly DiagnosticDescriptor RunAsyncIsAmbiguous = new(
        DiagnosticIds.RunAsyncIsAmbiguous,
        "A job has one RunAsync",
        "Job '{0}' has several methods RunAsync that take a Context; keep one",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The framework could not know which of them an attempt is to run.",
        HelpLinks.For(DiagnosticIds.RunAsyncIsAmbiguous));

    public static readonly DiagnosticDescriptor RunAsyncHasWrongShape = new(
        DiagnosticIds.RunAsyncHasWrongShape,
        "RunAsync has the wrong shape",
        "RunAsync of job '{0}' {1}; declare it as 'private async Task RunAsync(Context ctx)'",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "RunAsync is an instance method without type parameters whose first parameter is the job's generated Context.",
        HelpLinks.For(DiagnosticIds.RunAsyncHasWrongShape));

    public static readonly DiagnosticDescriptor RunAsyncReturnsWrongType = new(
        DiagnosticIds.RunAsyncReturnsWrongType,
        "RunAsync returns the wrong type",
        "RunAsync of job '{0}' returns '{1}'; it must return Task, Task<T>, ValueTask or ValueTask<T>",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The framework awaits RunAsync to know when an attempt has ended, and stores what it returns.",
        HelpLinks.For(DiagnosticIds.RunAsyncReturnsWrongType));

    public static readonly DiagnosticDescriptor RunAsyncParameterCannotBeSupplied = new(
        DiagnosticIds.RunAsyncParameterCannotBeSupplied,
        "A parameter of RunAsync cannot be supplied",
        "Parameter '{1}' of RunAsync in job '{0}' is a '{2}', which is no service that a container supplies; {3}",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "After the context RunAsync takes services and the cancellation token. Input belongs into required members.",
        HelpLinks.For(DiagnosticIds.RunAsyncParameterCannotBeSupplied));
}
