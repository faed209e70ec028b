using Jobs.Analyzers.Resume;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3003)</summary>
public sealed class RunAsyncBlocksTests
{
    [Theory]
    [InlineData("var n = [|Work().Result|];")]
    [InlineData("[|Work().Wait()|];")]
    [InlineData("[|Work().Wait(1000)|];")]
    [InlineData("var n = [|Work().GetAwaiter().GetResult()|];")]
    [InlineData("var n = [|Work().ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("var n = [|new ValueTask<int>(1).Result|];")]
    [InlineData("[|Task.WaitAll(Work(), Work())|];")]
    [InlineData("[|Task.WaitAny(Work(), Work())|];")]
    [InlineData("[|Thread.Sleep(1)|];")]
    [InlineData("[|new Thread(() => { }).Join()|];")]
    [InlineData("[|new SemaphoreSlim(1).Wait()|];")]
    [InlineData("[|new ManualResetEvent(false).WaitOne()|];")]
    [InlineData("var n = [|new System.Collections.Concurrent.BlockingCollection<int>().Take()|];")]
    [InlineData("var t = Work(); var n = [|t.Result|]; await t;")]
    public Task Blocking_Triggers(string statements) => Test(statements);

    [Theory]
    [InlineData("var n = await Work();")]
    [InlineData("var t = Work(); await t; var n = t.Result;")]
    [InlineData("var a = Work(); var b = Work(); await Task.WhenAll(a, b); var n = a.Result + b.Result;")]
    [InlineData("await Work().ContinueWith(t => t.Result);")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many([1])) { var n = r.Result; }")]
    [InlineData("await Task.Delay(1);")]
    public Task NotBlocking_DoesNotTrigger(string statements) => Test(statements);

    [Fact]
    public Task InAStaticMethodThatTheJobCalls_Triggers() => AnalyzerTest.Of<RunAsyncBlocksAnalyzer>(
        """
        [Job("a")]
        public sealed partial class A
        {
            private Task RunAsync(Context ctx) { Pause(); return Task.CompletedTask; }
            private static void Pause() => [|Thread.Sleep(1)|];
        }
        """).RunAsync();

    [Fact]
    public Task InATask_DoesNotTrigger() => AnalyzerTest.Of<RunAsyncBlocksAnalyzer>(
        """
        [Job("a")]
        public sealed partial class A
        {
            private Task RunAsync(Context ctx) => Task.CompletedTask;
            [JobTask] private static int Measure(int n) { Thread.Sleep(n); return Task.FromResult(n).Result; }
        }
        public sealed class B { public int M() => Task.FromResult(1).Result; }
        """).RunAsync();

    [Fact]
    public Task Message_NamesWhatBlocks() => AnalyzerTest.Of<RunAsyncBlocksAnalyzer>(
        """
        [Job("a")]
        public sealed partial class A
        {
            private Task RunAsync(Context ctx) => Step();
            private Task Step() { {|#0:Thread.Sleep(1)|}; return Task.CompletedTask; }
        }
        """).Message(0, "'Thread.Sleep' blocks the thread of job 'A', which then cannot be paused or stopped; await instead").RunAsync();

    [Theory]
    [InlineData("var n = {|#0:Work().Result|};", "Work().Result")]
    [InlineData("var t = Work(); var n = {|#0:t.Result|};", "t.Result")]
    [InlineData("var n = {|#0:Task.FromResult(1).Result|};", "FromResult().Result")]
    [InlineData("{|#0:Work().Wait()|};", "Task.Wait")]
    public Task Message_StaysShort(string statement, string name) => AnalyzerTest.Of<RunAsyncBlocksAnalyzer>(Job(statement))
        .Message(0, $"'{name}' blocks the thread of job 'A', which then cannot be paused or stopped; await instead").RunAsync();

    private static Task Test(string statements) => AnalyzerTest.Of<RunAsyncBlocksAnalyzer>(Job(statements)).RunAsync();

    private static string Job(string statements) =>
        $$"""
        [Job("a")]
        public sealed partial class A
        {
            private static Task<int> Work() => Task.FromResult(1);

            private async Task RunAsync(Context ctx)
            {
                {{statements}}
                await ctx.CheckpointAsync();
            }

            [JobTask] private static long Measure(int n) => n;
        }
        """;
}
