using Microsoft.CodeAnalysis;

namespace Jobs.TestKit.Roslyn;

/// <summary>The components under test, made anew for each test as the compiler makes them for each project.</summary>
internal static class JobsComponents
{
    // By name while the generator is not there; null then, and sources must bring a Context of their own.
    public static IIncrementalGenerator? Generator() =>
        System.Reflection.Assembly.Load("Jobs.Generators").GetType("Jobs.Generators.JobGenerator") is { } type
            ? (IIncrementalGenerator)Activator.CreateInstance(type)!
            : null;
}
