using System.Collections.Immutable;
using System.Globalization;
using Jobs.Analyzers.Code;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4004: of two options of a job, a task or a retry policy one rules the other out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionWithoutEffectAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.OptionWithoutEffect,
        "An option has no effect",
        "{0} of '{1}' has no effect: {2}",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What is said and not heard misleads whoever reads it.",
        HelpLinks.For(DiagnosticIds.OptionWithoutEffect));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        context.RegisterSymbolAction(CheckTask, SymbolKind.Method);
        context.RegisterOperationAction(CheckPolicy, OperationKind.ObjectCreation);
    }

    private static void CheckTask(SymbolAnalysisContext context)
    {
        var task = context.Symbol;
        if (task.FindAttribute(KnownNames.JobTaskAttribute) is not { } attribute) return;
        if (attribute.NamedArguments.Any(argument => argument.Key == "RetryDelayMs") && attribute.NamedArgument("MaxAttempts", 1) == 1)
            Report("RetryDelayMs", "there is one attempt; say MaxAttempts too");

        var ofJob = task.ContainingType.FindAttribute(KnownNames.JobAttribute)?.NamedArgument("TimeoutSeconds", 0d) ?? 0;
        var ofTask = attribute.NamedArgument("TimeoutSeconds", 0d);
        if (ofJob > 0 && ofTask >= ofJob) Report("TimeoutSeconds", $"an attempt of the job ends after {ofJob.ToString(CultureInfo.InvariantCulture)} s; make it shorter than that");

        void Report(string option, string why) =>
            context.ReportDiagnostic(Diagnostic.Create(Rule, attribute.LocationIn(task, context.CancellationToken), option, task.Name, why));
    }

    private static void CheckPolicy(OperationAnalysisContext context)
    {
        var policy = (IObjectCreationOperation)context.Operation;
        if (policy.Initializer is null || !policy.Type.IsNamed("Jobs.RetryPolicy")) return;
        if (policy.InitializerOf("MaxAttempts") is { ConstantValue: { HasValue: true, Value: 1 } })
        {
            foreach (var option in new[] { "Delay", "Multiplier", "MaxDelay", "Jitter" })
            {
                if (policy.InitializerOf(option) is { } value) Report(value, option, "there is one attempt; say RetryPolicy.None, or allow more");
            }
        }
        else if (policy.InitializerOf("Delay") is { } delay && ConstantTimes.Of(delay) is { } first)
        {
            var longest = policy.InitializerOf("MaxDelay") is { } max ? ConstantTimes.Of(max) : TimeSpan.FromMinutes(5);
            if (first > longest) Report(delay, "Delay", $"MaxDelay is {longest}; raise it");
        }

        void Report(IOperation value, string option, string why) => context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), option, "RetryPolicy", why));
    }
}
