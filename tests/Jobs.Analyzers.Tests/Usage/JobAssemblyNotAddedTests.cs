using Jobs.Analyzers.Tests.Kit;
using Jobs.Analyzers.Usage;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4002)</summary>
public sealed class JobAssemblyNotAddedTests
{
    private const string Library =
        """[Job("files")] public sealed partial class FilesJob { private async Task RunAsync(Context ctx) => await ctx.CheckpointAsync(); }""";

    [Theory]
    [InlineData("await using var host = await [|JobsHost.StartAsync(jobs => jobs.UseMemory())|];")]
    [InlineData("[|services.AddJobs(jobs => jobs.UseSqlite(\"x\").Pool(\"io\", 2))|];")]
    [InlineData("[|services.AddJobs(Configure)|]; static void Configure(JobsBuilder jobs) => jobs.UseMemory();")]
    public Task AReferencedAssemblyThatIsNeverAdded_Triggers(string statements) => Test(statements);

    [Theory]
    [InlineData("await using var host = await JobsHost.StartAsync(jobs => jobs.UseMemory().AddFilesJobs());")]
    [InlineData("services.AddJobs(jobs => { jobs.AddFilesJobs(); jobs.UseMemory(); });")]
    [InlineData("services.AddJobs(Configure); static void Configure(JobsBuilder jobs) => jobs.AddFilesJobs();")]
    [InlineData("Action<JobsBuilder> configure = jobs => jobs.UseMemory(); services.AddJobs(configure);")]
    [InlineData("services.Clear();")]
    public Task AddedOrNotToBeSeen_DoesNotTrigger(string statements) => Test(statements);

    [Fact]
    public Task TheProgramsOwnJobs_AreMeantToo() => AnalyzerTest.Of<JobAssemblyNotAddedAnalyzer>(
        Library,
        """public static class Program { public static async Task Main() { await using var host = await {|#0:JobsHost.StartAsync(jobs => jobs.UseMemory())|}; } }""")
        .Message(0, "This host never calls 'AddAcmeJobs', so the jobs of 'Acme' cannot be submitted to it, and those that a store holds already are parked; " +
            "call '.AddAcmeJobs()' on the builder")
        .With(HostReferences.Options).RunAsync();

    private static Task Test(string statements) => AnalyzerTest.Of<JobAssemblyNotAddedAnalyzer>(
        $$"""
        using Microsoft.Extensions.DependencyInjection;
        public static class Program { public static async Task Main(IServiceCollection services) { await Task.Yield(); {{statements}} } }
        """).With(HostReferences.WithLibrary("Files", Library)).RunAsync();
}
