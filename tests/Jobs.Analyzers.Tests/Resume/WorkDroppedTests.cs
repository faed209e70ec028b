using Jobs.Analyzers.Resume;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3002)</summary>
public sealed class WorkDroppedTests
{
    [Theory]
    [InlineData("_ = [|ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("_ = [|ctx.TaskDispatcher.Measure.Many([1])|];")]
    [InlineData("[|ctx.TaskDispatcher.Measure.Many([1])|];")]
    [InlineData("var task = [|ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("var group = [|ctx.TaskDispatcher.Measure.Many([1])|];")]
    [InlineData("_ = [|ctx.CheckpointAsync()|];")]
    [InlineData("_ = [|ctx.CheckpointIfDueAsync()|];")]
    [InlineData("_ = [|ctx.SleepAsync(TimeSpan.Zero, \"k\")|];")]
    [InlineData("_ = [|ctx.TaskDispatcher.Measure.Many([1]).ResultsAsync()|];")]
    [InlineData("Action start = () => [|ctx.TaskDispatcher.Measure.Run(1)|];")]
    public Task Dropped_Triggers(string statement) => Test(statement);

    [Theory]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("var task = ctx.TaskDispatcher.Measure.Run(1); await task;")]
    [InlineData("var tasks = new List<Task<long>> { ctx.TaskDispatcher.Measure.Run(1) }; await Task.WhenAll(tasks);")]
    [InlineData("await Task.WhenAll(ctx.TaskDispatcher.Measure.Run(1), ctx.TaskDispatcher.Measure.Run(2));")]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many([1])) { }")]
    [InlineData("var results = await ctx.TaskDispatcher.Measure.Many([1]).ResultsAsync();")]
    [InlineData("var copies = ctx.TaskDispatcher.Measure.Many([1]); await foreach (var copy in copies) { }")]
    [InlineData("_ = await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("Func<Task> start = () => ctx.TaskDispatcher.Measure.Run(1); await start();")]
    [InlineData("var n = ctx.Attempt; ctx.Log(\"x\"); ctx.ThrowIfInterrupted();")]
    public Task AwaitedOrKept_DoesNotTrigger(string statements) => Test(statements);

    [Fact]
    public Task InAnAsyncMethod_AStatementIsTheCompilersToReport() => Test(
        """
        #pragma warning disable CS4014
        ctx.TaskDispatcher.Measure.Run(1);
        #pragma warning restore CS4014
        """);

    [Fact]
    public Task InAMethodThatIsNotAsync_AStatementTriggers() => AnalyzerTest.Of<WorkDroppedAnalyzer>(
        """
        [Job("a")]
        public sealed partial class A
        {
            private Task RunAsync(Context ctx)
            {
                {|#0:ctx.TaskDispatcher.Measure.Run(1)|};
                {|#1:ctx.CheckpointAsync()|};
                return Task.CompletedTask;
            }

            [JobTask] private static long Measure(int n) => n;
        }
        """)
        .Message(0, "'Measure.Run' is not awaited: a job that returns while its work is under way has it cancelled and fails; await it")
        .Message(1, "'ctx.CheckpointAsync' is not awaited: a job that returns while its work is under way has it cancelled and fails; await it")
        .RunAsync();

    [Fact]
    public Task AKeptGroupInAField_OfAnotherClass_DoesNotTrigger() => AnalyzerTest.Of<WorkDroppedAnalyzer>(
        """
        public sealed class Other
        {
            public Task Run(int n) => Task.CompletedTask;
            public void Use() => _ = new Other().Run(1);
        }
        """).RunAsync();

    private static Task Test(string statements) => AnalyzerTest.Of<WorkDroppedAnalyzer>(
        $$"""
        [Job("a")]
        public sealed partial class A
        {
            private async Task RunAsync(Context ctx)
            {
                {{statements}}
                await ctx.CheckpointAsync();
            }

            [JobTask] private static long Measure(int n) => n;
        }
        """).RunAsync();
}
