using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Jobs.Analyzers.Tests.Kit;

/// <summary>A project that makes hosts: it references Jobs.Runtime and the container's abstractions too.</summary>
internal static class HostReferences
{
    public static TestCompilationOptions Options { get; } = TestCompilationOptions.Default with
    {
        FurtherReferences = [TestReferences.Of(typeof(JobsHost)), TestReferences.Of(typeof(IServiceCollection))],
    };

    /// <summary>The same, with a library of jobs beside it.</summary>
    public static TestCompilationOptions WithLibrary(string assemblyName, string source) => Options with
    {
        FurtherReferences =
        [
            .. Options.FurtherReferences,
            GeneratorRun.Of(source).With(TestCompilationOptions.Default with { AssemblyName = assemblyName }).Output.ToMetadataReference(),
        ],
    };
}
