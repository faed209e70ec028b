using Jobs.Analyzers.Usage;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4007)</summary>
public sealed class SubmitDroppedTests
{
    [Theory]
    [InlineData("_ = [|client.SubmitAsync(job)|];")]
    [InlineData("[|client.SubmitAsync(job)|];")]
    [InlineData("var handle = [|client.SubmitAsync(job)|];")]
    [InlineData("Action submit = () => [|client.SubmitAsync(job)|];")]
    public Task Dropped_Triggers(string statement) => Test($"public static void Go(IJobClient client, IJob<int> job) {{ {statement} }}");

    [Theory]
    [InlineData("await client.SubmitAsync(job);")]
    [InlineData("var handle = await client.SubmitAsync(job);")]
    [InlineData("await client.SubmitAsync(job).AsTask();")]
    [InlineData("Func<ValueTask<JobHandle<int>>> submit = () => client.SubmitAsync(job); await submit();")]
    public Task Awaited_DoesNotTrigger(string statement) => Test($"public static async Task Go(IJobClient client, IJob<int> job) {{ {statement} }}");

    private static Task Test(string member) => AnalyzerTest.Of<SubmitDroppedAnalyzer>($"public static class Program {{ {member} }}").RunAsync();
}
