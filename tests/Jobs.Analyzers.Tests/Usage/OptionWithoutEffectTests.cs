using Jobs.Analyzers.Usage;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4004)</summary>
public sealed class OptionWithoutEffectTests
{
    [Theory]
    [InlineData("[Job(\"a\")]", "[{|#0:JobTask(RetryDelayMs = 500)|}]", "RetryDelayMs of 'Go' has no effect: there is one attempt; say MaxAttempts too")]
    [InlineData("[Job(\"a\", TimeoutSeconds = 60)]", "[{|#0:JobTask(TimeoutSeconds = 60)|}]",
        "TimeoutSeconds of 'Go' has no effect: an attempt of the job ends after 60 s; make it shorter than that")]
    public Task OfATask_Triggers(string job, string task, string message) => Job(job, task).Message(0, message).RunAsync();

    [Theory]
    [InlineData("[Job(\"a\")]", "[JobTask(RetryDelayMs = 500, MaxAttempts = 3)]")]
    [InlineData("[Job(\"a\")]", "[JobTask(MaxAttempts = 3)]")]
    [InlineData("[Job(\"a\", TimeoutSeconds = 60)]", "[JobTask(TimeoutSeconds = 10)]")]
    [InlineData("[Job(\"a\")]", "[JobTask(TimeoutSeconds = 10)]")]
    public Task OfATask_ThatAllowsIt_DoesNotTrigger(string job, string task) => Job(job, task).RunAsync();

    [Theory]
    [InlineData("new RetryPolicy { MaxAttempts = 1, Delay = [|TimeSpan.FromSeconds(1)|] }")]
    [InlineData("new RetryPolicy { Delay = [|TimeSpan.FromHours(1)|] }")]
    [InlineData("new RetryPolicy { Delay = [|TimeSpan.FromSeconds(2)|], MaxDelay = TimeSpan.FromSeconds(1) }")]
    public Task OfAPolicy_Triggers(string policy) => Policy(policy).RunAsync();

    [Theory]
    [InlineData("new RetryPolicy { MaxAttempts = 1 }")]
    [InlineData("new RetryPolicy { Delay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(2) }")]
    [InlineData("new RetryPolicy { Delay = TimeSpan.FromSeconds(1) }")]
    public Task OfAPolicy_ThatAllowsIt_DoesNotTrigger(string policy) => Policy(policy).RunAsync();

    private static AnalyzerTest Policy(string policy) => AnalyzerTest.Of<OptionWithoutEffectAnalyzer>(
        $$"""public static class Program { public static RetryPolicy Policy => {{policy}}; }""");

    private static AnalyzerTest Job(string job, string task) => AnalyzerTest.Of<OptionWithoutEffectAnalyzer>(
        $$"""{{job}} public sealed partial class A { private async Task RunAsync(Context ctx) => await ctx.CheckpointAsync(); {{task}} private static void Go() { } }""");
}
