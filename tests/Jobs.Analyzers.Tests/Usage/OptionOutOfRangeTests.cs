using Jobs.Analyzers.Tests.Kit;
using Jobs.Analyzers.Usage;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4003)</summary>
public sealed class OptionOutOfRangeTests
{
    [Theory]
    [InlineData("new RetryPolicy { MaxAttempts = [|0|] }")]
    [InlineData("new RetryPolicy { Delay = [|TimeSpan.FromSeconds(-1)|] }")]
    [InlineData("new RetryPolicy { Delay = [|TimeSpan.FromDays(31)|] }")]
    [InlineData("new RetryPolicy { Jitter = [|1.5|], Multiplier = [|0.5|] }")]
    [InlineData("new GroupOptions { MaxParallel = [|0|] }")]
    [InlineData("new SubmitOptions { Timeout = [|TimeSpan.Zero|] }")]
    [InlineData("new SubmitOptions { Key = [|\"\"|] }")]
    [InlineData("new TaskOptions { Key = [|\"\"|] }")]
    [InlineData("new JobsOptions { MaxRunningJobs = [|0|], OwnerWait = [|-TimeSpan.FromSeconds(1)|] }")]
    [InlineData("builder.Pool(\"io\", [|0|])")]
    [InlineData("builder.Pool(slots: [|20_000|], name: \"io\")")]
    [InlineData("builder.Configure(options => options.WindowSize = [|1|])")]
    [InlineData("new JobQuery { Limit = [|0|] }")]
    public Task ARefusedConstant_Triggers(string expression) => Test(expression);

    [Theory]
    [InlineData("new RetryPolicy { MaxAttempts = 3, Delay = TimeSpan.Zero }")]
    [InlineData("new RetryPolicy { MaxAttempts = Environment.ProcessorCount - 1 }")]
    [InlineData("new SubmitOptions { Timeout = TimeSpan.FromMinutes(1), Key = \"k\" }")]
    [InlineData("new SubmitOptions { Timeout = null, Key = null }")]
    [InlineData("builder.Pool(\"io\", 8)")]
    [InlineData("new JobsOptions { CheckpointInterval = TimeSpan.Zero }")]
    public Task AnAllowedOrUnknownValue_DoesNotTrigger(string expression) => Test(expression);

    [Fact]
    public void EveryRange_IsOfAnOptionThatExists()
    {
        var compilation = TestCompilation.Create(HostReferences.Options, "");

        Assert.All(OptionRanges.All.Keys, key => Assert.Contains(
            compilation.GetTypesByMetadataName(key.Type).SelectMany(type => type.GetMembers(key.Option)), member => member is IPropertySymbol));
    }

    private static Task Test(string expression) => AnalyzerTest.Of<OptionOutOfRangeAnalyzer>(
        $$"""public static class Program { public static object Make(JobsBuilder builder) => {{expression}}; }""").With(HostReferences.Options).RunAsync();
}
