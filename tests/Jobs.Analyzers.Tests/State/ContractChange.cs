using Jobs.Analyzers.Contract;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>
/// Two generations of a project: the first was released with its contract, and the second, which is marked, is what somebody
/// made of it. Both get a job, unless they are whole sources.
/// </summary>
internal static class ContractChange
{
    /// <summary>The contract of a source.</summary>
    public static string ContractOf(params string[] sources)
    {
        var jobs = ParsedJob.AllOf(GeneratorRun.Of(sources).CompilesWithoutErrors().Output, CancellationToken.None);
        Assert.All(jobs, job => Assert.True(job.IsSettled, $"'{job.Type.Name}' is in error."));
        return ContractText.Write(ContractLines.Of(jobs.Select(job => job.Model!)));
    }

    /// <summary>The lines of the contract of a source.</summary>
    public static IReadOnlyList<string> LinesOf(params string[] sources) =>
        [.. ContractOf(sources).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>What is reported on the second generation beside the contract of the first.</summary>
    public static AnalyzerTest Of(string before, string after) =>
        AnalyzerTest.Of<ContractAnalyzer>(after).WithFile("/project/" + ContractText.FileName, ContractOf(before));

    /// <summary>A job of members.</summary>
    public static string Job(string members, string attribute = "Job(\"a\")", string types = "", string name = "A") => $$"""
        {{types}}
        [{{attribute}}]
        public partial class {{name}}
        {
            private Task RunAsync(Context ctx) => Task.CompletedTask;
            {{members}}
        }
        """;
}
