using Jobs.Analyzers.Tests.Kit;
using Jobs.Analyzers.Usage;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4005)</summary>
public sealed class PoolUnknownTests
{
    [Theory]
    [InlineData("[{|#0:JobTask(Pool = \"io\")|}]", "jobs.UseMemory()")]
    [InlineData("[{|#0:JobTask(Pool = \"io\")|}]", "jobs.UseMemory().Pool(\"oi\", 2)")]
    public Task APoolThatNoHostHas_Triggers(string attribute, string configure) => Source(attribute, configure)
        .Message(0, "Task 'Go' runs in pool 'io', which no host here has: its first dispatch would fail the job; declare it with '.Pool(\"io\", slots: …)' on the builder")
        .RunAsync();

    [Theory]
    [InlineData("[JobTask(Pool = \"io\")]", "jobs.UseMemory().Pool(\"io\", 2)")]
    [InlineData("[JobTask]", "jobs.UseMemory()")]
    [InlineData("[JobTask(Pool = \"default\")]", "jobs.UseMemory()")]
    [InlineData("[JobTask(Pool = \"io\")]", "jobs.UseMemory().Pool(Environment.MachineName, 2)")]
    public Task APoolThatIsThereOrMayBe_DoesNotTrigger(string attribute, string configure) => Source(attribute, configure).RunAsync();

    [Fact]
    public Task WithoutAHost_NothingIsKnown() => AnalyzerTest.Of<PoolUnknownAnalyzer>(Job("[JobTask(Pool = \"io\")]")).With(HostReferences.Options).RunAsync();

    private static string Job(string attribute) =>
        $$"""[Job("a")] public sealed partial class A { private async Task RunAsync(Context ctx) => await ctx.CheckpointAsync(); {{attribute}} private static void Go() { } }""";

    private static AnalyzerTest Source(string attribute, string configure) => AnalyzerTest.Of<PoolUnknownAnalyzer>(
        Job(attribute),
        $$"""public static class Program { public static async Task Main() { await using var host = await JobsHost.StartAsync(jobs => {{configure}}); } }""")
        .With(HostReferences.Options);
}
