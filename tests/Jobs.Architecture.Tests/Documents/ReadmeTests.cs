using System.Text.RegularExpressions;
using Jobs.Architecture.Tests.Sources;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;

namespace Jobs.Architecture.Tests.Documents;

/// <summary>The first code that a newcomer reads, and copies, is code that compiles.</summary>
public partial class ReadmeTests
{
    // What the README leaves out: usings, and where its three loose statements stand.
    private const string Frame = """
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Builder
        {
            public IServiceCollection Services { get; } = new ServiceCollection();
        }

        public static class Program
        {
            public static async Task<CopyReport> Main(Builder builder, IJobClient client, ImmutableArray<string> paths, string target)
            {
                // statements
                return report;
            }
        }
        """;

    private static readonly string[] Blocks =
        [.. Block().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value)];

    [Fact]
    public void Readme_CompilesAsItStands()
    {
        Assert.Equal(2, Blocks.Length);
        Run(Blocks[0], Blocks[1]).CompilesWithoutWarnings();
    }

    [Fact]
    public void Readme_OfAnotherApi_IsCaught() =>
        Assert.ThrowsAny<Exception>(() => Run(Blocks[0].Replace("CheckpointIfDueAsync", "Checkpoint", StringComparison.Ordinal), Blocks[1]).CompilesWithoutWarnings());

    private static GeneratorRun Run(string job, string statements) =>
        GeneratorRun.Of(
                "using Microsoft.Extensions.Logging;\n" + job,
                Frame.Replace("// statements", statements, StringComparison.Ordinal))
            .With(TestCompilationOptions.Default with
            {
                AssemblyName = "Acme.Files",
                FurtherReferences =
                [
                    MetadataReference.CreateFromFile(typeof(JobsHost).Assembly.Location),
                    TrustedAssemblies.ByName["Microsoft.Extensions.DependencyInjection.Abstractions"],
                ],
            });

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
