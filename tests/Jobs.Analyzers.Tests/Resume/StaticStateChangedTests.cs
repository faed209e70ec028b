using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3019)</summary>
public sealed class StaticStateChangedTests
{
    [Theory]
    [InlineData("[|s_runs++|]; await Task.Yield();", "private static int s_runs;")]
    [InlineData("[|s_last = \"x\"|]; await Task.Yield();", "private static string? s_last;")]
    [InlineData("[|s_known.Add(\"x\")|]; await Task.Yield();", "private static readonly HashSet<string> s_known = [];")]
    [InlineData("Count(); await Task.Yield();", "private static int s_runs; private static void Count() => [|s_runs++|];")]
    [InlineData("[|Total += 1|]; await Task.Yield();", "public static long Total { get; set; }")]
    public Task AStaticMemberIsSet_Triggers(string statements, string members = "") => AnalyzerTest.Of<StaticStateChangedAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("_next = s_runs; await Task.Yield();", "private static int s_runs;")]
    [InlineData("Environment.ExitCode = 1; await Task.Yield();", "")]
    [InlineData("await ctx.CheckpointAsync();", "private static int s_runs; [JobTask] private static void Go() => s_runs++;")]
    [InlineData("_next++; await Task.Yield();", "")]
    public Task ReadOrInATask_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<StaticStateChangedAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
