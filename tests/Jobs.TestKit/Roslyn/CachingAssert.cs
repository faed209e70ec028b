using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>Claims about the steps of a generator's run, which must be a second one on the same driver.</summary>
public static class CachingAssert
{
    /// <summary>
    /// The names that a generator gives its steps: the string constants of <c>TrackingNames</c> in its namespace. Read by
    /// reflection, so that a step named later is held to the same claims without anybody's remembering it.
    /// </summary>
    public static IReadOnlyList<string> StepNames(IIncrementalGenerator generator)
    {
        var type = generator.GetType();
        var names = type.Assembly.GetType($"{type.Namespace}.TrackingNames")
            ?? throw new InvalidOperationException($"{type} has no TrackingNames beside it; unnamed steps cannot be tested for caching.");
        return
        [
            .. names.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
                .Select(field => (string)field.GetRawConstantValue()!),
        ];
    }

    /// <summary>Every named step ran, gave only cached or unchanged values, and holds no part of a compilation; so did every output.</summary>
    public static void EverythingCached(GeneratorRunResult secondRun, IEnumerable<string> stepNames)
    {
        foreach (var name in stepNames) StepCached(secondRun, name);
        Assert.NotEmpty(secondRun.TrackedOutputSteps);
        foreach (var (name, steps) in secondRun.TrackedOutputSteps) StepsCached($"output {name}", steps);
    }

    public static void StepCached(GeneratorRunResult secondRun, string stepName)
    {
        Assert.True(
            secondRun.TrackedSteps.TryGetValue(stepName, out var steps),
            $"Step '{stepName}' did not run. Name it among the skipped steps if this source does not reach it.");
        StepsCached(stepName, steps);
        foreach (var (value, _) in steps.SelectMany(step => step.Outputs)) ObjectGraph.HoldsNoCompilation(value, stepName);
    }

    /// <summary>The reasons of a step's values, in order, for claims about which of several are recomputed.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string stepName) =>
        run.TrackedSteps.TryGetValue(stepName, out var steps)
            ? [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)]
            : [];

    private static void StepsCached(string name, IEnumerable<IncrementalGeneratorRunStep> steps)
    {
        foreach (var (value, reason) in steps.SelectMany(step => step.Outputs))
        {
            Assert.True(
                reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"Step '{name}' was {reason}, not cached, after an edit that does not concern it: {value}");
        }
    }
}
