using Jobs.Generators;
using Microsoft.CodeAnalysis;

namespace Jobs.TestKit.Roslyn;

/// <summary>The components under test, made anew for each test as the compiler makes them for each project.</summary>
internal static class JobsComponents
{
    public static IIncrementalGenerator Generator() => new JobGenerator();
}
