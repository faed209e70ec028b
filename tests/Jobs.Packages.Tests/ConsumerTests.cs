using Jobs.Crash.Tests.Kit;
using Jobs.Packages.Tests.Kit;

namespace Jobs.Packages.Tests;

/// <summary>What a stranger's solution gets from the packed files: restored, compiled by the SDK's own compiler, and run.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ConsumerTests(PackagesFixture fixture)
{
    [Fact]
    public async Task Host_OfJobsInAnotherAssembly_CompilesAndRuns()
    {
        var host = await fixture.BuiltHostAsync();
        using var folder = new ScratchFolder();
        await Round.RunsAsync(folder["round.db"], Dotnet.Program, host);
        folder.Passed();
    }

    [Fact]
    public async Task Host_WhenTrimmed_RunsAndResumes()
    {
        await fixture.Consumer.RunAsync(
            "publish", "Acme.Host", "-c", "Release", "-v", "quiet", "--self-contained", "-o", fixture.Consumer.PathOf("out", "trimmed"));
        await Round.ResumesAfterAKillAsync(fixture.Consumer.PathOf("out", "trimmed", "Acme.Host"));
    }

    [Fact]
    public async Task Tool_FromItsPackage_ReadsAStoreOfTheHost()
    {
        await Dotnet.RunAsync(
            fixture.Consumer.PathOf(), "tool", "install", "Jobs.Cli", "--version", PackedPackages.Version, "--tool-path", fixture.Consumer.PathOf("tools"));
        var host = await fixture.BuiltHostAsync();
        using var folder = new ScratchFolder();
        await Round.RunsAsync(folder["round.db"], Dotnet.Program, host);
        using var tool = ChildProcess.Run(fixture.Consumer.PathOf("tools", "jobs"), "list", "--store", folder["round.db"]);

        var jobs = new List<string>();
        while (await tool.ReadLineAsync() is { } line) jobs.Add(line);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Single(jobs, line => line.Contains("acme.round", StringComparison.Ordinal));
        Assert.Single(jobs, line => line.Contains("acme.measure", StringComparison.Ordinal));
        folder.Passed();
    }

    [Theory]
    [InlineData("Acme.Files")] // Refers to Jobs.
    [InlineData("Acme.Host")] // Has it by way of Jobs.Runtime.
    public async Task Project_WithThePackage_TakesASilentGeneratorForAnError(string project)
    {
        await fixture.Consumer.RunAsync("restore", project, "-v", "quiet");
        var errors = await Dotnet.RunAsync(
            fixture.Consumer.PathOf(project), "msbuild", "-getProperty:WarningsAsErrors", "-p:TargetFramework=net10.0");
        Assert.Contains("CS8785", errors, StringComparison.Ordinal);
        Assert.Contains("CS9057", errors, StringComparison.Ordinal);
    }
}
