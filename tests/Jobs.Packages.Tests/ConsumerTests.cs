using Jobs.Packages.Tests.Kit;

namespace Jobs.Packages.Tests;

/// <summary>What a stranger's solution gets from the packed files: restored, compiled by the SDK's own compiler, and run.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ConsumerTests(PackagesFixture fixture)
{
    [Fact]
    public async Task Host_OfJobsInAnotherAssembly_CompilesAndRuns() =>
        await Round.RunsAsync(Dotnet.Program, await fixture.BuiltHostAsync());

    [Fact]
    public async Task Host_WhenTrimmed_RunsAndResumes()
    {
        await fixture.Consumer.RunAsync(
            "publish", "Acme.Host", "-c", "Release", "-v", "quiet", "--self-contained", "-o", fixture.Consumer.PathOf("out", "trimmed"));
        await Round.ResumesAfterAKillAsync(fixture.Consumer.PathOf("out", "trimmed", "Acme.Host"));
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
