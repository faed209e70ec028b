using System.Text;

namespace Jobs.Generators.Tests.Run;

/// <summary>Jobs run through their descriptors: services, tokens, tasks and results.</summary>
public class RunTests
{
    [Fact]
    public async Task Job_Run_GetsItsServicesAndItsToken_AndItsResultIsWritten()
    {
        var json = await RunAsync("""
            public sealed class Log { public List<string> Lines { get; } = new(); }
            [Job("a")] public partial class A
            {
                private async Task<string> RunAsync(Context ctx, StringWriter log, CancellationToken ct)
                {
                    await Task.Yield();
                    return $"{ctx.JobId} {ctx.CancellationToken == ct} {log}";
                }
            }
            """);

        Assert.Equal("\"1 True from the container\"", json.Result);
    }

    [Fact]
    public async Task Task_Dispatched_GetsArgumentsServicesContextAndToken()
    {
        var run = await RunAsync("""
            [Job("a")] public partial class A
            {
                private async Task<string?> RunAsync(Context ctx) => await ctx.TaskDispatcher.Do.Run(3, "x", new TaskOptions { Key = "k" });
                [JobTask("do-it")] private static Task<string> DoAsync(int n, string text, TaskContext task, StringWriter log, CancellationToken ct) =>
                    Task.FromResult($"{n}{text} {task.IdempotencyKey} {log} {task.CancellationToken == ct}");
            }
            """);

        Assert.Equal("\"3x key from the container True\"", run.Result);
        Assert.Equal(["""do-it {"n":3,"text":"x"} k"""], run.Dispatched);
    }

    [Fact]
    public async Task Task_OfEveryReturn_IsAwaited()
    {
        var run = await RunAsync("""
            [Job("a")] public partial class A
            {
                private static int s_ran;
                private async ValueTask<int> RunAsync(Context ctx)
                {
                    await ctx.TaskDispatcher.Nothing.Run();
                    await ctx.TaskDispatcher.ATask.Run();
                    await ctx.TaskDispatcher.AValueTask.Run();
                    return s_ran + await ctx.TaskDispatcher.AnInt.Run(100) + await ctx.TaskDispatcher.AValue.Run(1000);
                }
                [JobTask] private static void Nothing() => s_ran++;
                [JobTask] private static async Task ATask() { await Task.Yield(); s_ran++; }
                [JobTask] private static async ValueTask AValueTask() { await Task.Yield(); s_ran++; }
                [JobTask] private static int AnInt(int n) => n;
                [JobTask] private static async ValueTask<int> AValue(int n) { await Task.Yield(); return n; }
            }
            """);

        Assert.Equal("1103", run.Result);
    }

    [Fact]
    public async Task Group_DispatchedInEachWay_HasTheArgumentsOfEachItem()
    {
        var run = await RunAsync("""
            [Job("a")] public partial class A
            {
                private async Task<int> RunAsync(Context ctx)
                {
                    var sum = 0;
                    await foreach (var r in ctx.TaskDispatcher.Add.Many([new(1, 2), new(3, 4)])) sum += r.Result;
                    sum += (await ctx.TaskDispatcher.Add.Many(new[] { 5, 6 }, n => new(n, n), n => "k" + n).ResultsAsync()).Sum();
                    sum += (await ctx.TaskDispatcher.One.Many(Enumerable.Range(7, 2)).ResultsAsync()).Sum();
                    return sum;
                }
                [JobTask] private static int Add(int a, int b = 9) => a + b;
                [JobTask] private static int One(int n) => n;
            }
            """);

        Assert.Equal((1 + 2 + 3 + 4 + 5 + 5 + 6 + 6 + 7 + 8).ToString(), run.Result);
        Assert.Equal(
            [
                """Add {"a":1,"b":2}""", """Add {"a":3,"b":4}""", """Add {"a":5,"b":5} k5""", """Add {"a":6,"b":6} k6""",
                """One {"n":7}""", """One {"n":8}""",
            ],
            run.Dispatched.Where((_, i) => i is 0 or 1 or 4 or 5 or 8 or 9));
    }

    [Theory]
    [InlineData("Task RunAsync(Context ctx) => null!;", "RunAsync of job 'a' returned null")]
    [InlineData("Task RunAsync(Context ctx) => ctx.TaskDispatcher.Null.Run(); [JobTask] private static Task Null() => null!;", "Task 'Null' of job 'a' returned null")]
    [InlineData("Task RunAsync(Context ctx, List<string> missing) => Task.CompletedTask;", "RunAsync of job 'a' takes a System.Collections.Generic.List")]
    [InlineData("Task RunAsync(Context ctx) => ctx.TaskDispatcher.T.Run(); [JobTask] private static void T(TaskContext t, List<string> missing) { }", "Task 'T' of job 'a' takes a System.Collections.Generic.List")]
    public async Task Method_ThatBreaksARule_IsNamed(string members, string message)
    {
        var e = await Assert.ThrowsAsync<JobUsageException>(() => RunAsync($$"""[Job("a")] public partial class A { private {{members}} }"""));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_ThatCannotBeStored_IsAPayloadErrorThatNamesTheJob()
    {
        var e = await Assert.ThrowsAsync<JobPayloadException>(() =>
            RunAsync("""[Job("a")] public partial class A { private Task<string> RunAsync(Context ctx) => Task.FromResult("\uDC00"); }"""));

        Assert.Contains("result of job 'a'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HashSet<string>", "new() { \"b\", \"a\", \"c\" }", "new() { \"c\", \"b\", \"a\" }", """["a","b","c"]""")]
    [InlineData("Dictionary<string, int>", "new() { [\"b\"] = 1, [\"a\"] = 2 }", "new() { [\"a\"] = 2, [\"b\"] = 1 }", """{"a":2,"b":1}""")]
    [InlineData("Dictionary<int, HashSet<int>>", "new() { [10] = new() { 2, 1 }, [9] = new() }", "new() { [9] = new(), [10] = new() { 1, 2 } }", """{"10":[1,2],"9":[]}""")]
    [InlineData("Dictionary<(int, int), int>", "new() { [(2, 1)] = 1, [(1, 2)] = 2 }", "new() { [(1, 2)] = 2, [(2, 1)] = 1 }", "[[[1,2],2],[[2,1],1]]")]
    [InlineData("Holder", "new(new() { 2, 1 })", "new(new() { 1, 2 })", """{"Set":[1,2]}""")]
    [InlineData("SortedSet<string>", "new(StringComparer.Ordinal) { \"a\", \"B\" }", "new(StringComparer.OrdinalIgnoreCase) { \"B\", \"a\" }", """["B","a"]""")]
    public async Task Arguments_ThatAreEqual_AreTheSameBytes(string type, string left, string right, string stored)
    {
        var run = await RunAsync($$"""
            public sealed record Holder(HashSet<int> Set);
            [Job("a")] public partial class A
            {
                private async Task RunAsync(Context ctx) { await ctx.TaskDispatcher.T.Run({{left}}); await ctx.TaskDispatcher.T.Run({{right}}); }
                [JobTask] private static void T({{type}} value) { }
            }
            """);

        Assert.Equal([$$"""T {"value":{{stored}}}""", $$"""T {"value":{{stored}}}"""], run.Dispatched);
    }

    [Theory]
    [InlineData("public sealed record Item(int A, int B)", "public sealed record Item(int B, int A)", "new(A: 1, B: 2)", """{"A":1,"B":2}""")]
    [InlineData("public sealed class Item { public int B { get; set; } [JobName(\"a\")] public int A { get; set; } }", "public sealed class Item { [JobName(\"a\")] public int A { get; set; } public int B { get; set; } }", "new() { A = 1, B = 2 }", """{"B":2,"a":1}""")]
    [InlineData("public record Base { public int A { get; set; } } public sealed record Item : Base { public int B { get; set; } }", "public record Base { public int B { get; set; } } public sealed record Item : Base { public int A { get; set; } }", "new() { A = 1, B = 2 }", """{"A":1,"B":2}""")]
    [InlineData("[JobDerivedType(typeof(Leaf), \"leaf\")] public abstract record Item; public sealed record Leaf(int A, int B) : Item", "[JobDerivedType(typeof(Leaf), \"leaf\")] public abstract record Item; public sealed record Leaf(int B, int A) : Item", "new Leaf(A: 1, B: 2)", """{"$type":"leaf","A":1,"B":2}""")]
    public async Task Arguments_WhoseTypeHasItsMembersInAnotherOrder_AreTheSameBytes(string before, string after, string value, string stored)
    {
        foreach (var declared in new[] { before, after })
        {
            var run = await RunAsync($$"""
                {{declared}};
                [Job("a")] public partial class A
                {
                    public Item State { get; set; } = {{value}};
                    private async Task RunAsync(Context ctx) { await ctx.TaskDispatcher.T.Run({{value}}); await ctx.TaskDispatcher.U.Run([{{value}}]); }
                    [JobTask] private static void T(Item value) { }
                    [JobTask] private static void U(Item[] values) { }
                }
                """);

            Assert.Equal([$$"""T {"value":{{stored}}}""", $$"""U {"values":[{{stored}}]}"""], run.Dispatched);
        }
    }

    [Fact]
    public async Task Argument_ThatCannotBeStored_IsNamed()
    {
        var e = await Assert.ThrowsAsync<JobPayloadException>(() => RunAsync("""
            [Job("a")] public partial class A { private Task RunAsync(Context ctx) => ctx.TaskDispatcher.T.Run("\uD800"); [JobTask] private static void T(string text) { } }
            """));

        Assert.Contains("Argument 'text' of task 'T' of job 'a'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptors_CarryWhatTheAttributesSay()
    {
        using var jobs = Emitted.Of("""
            [Job("a", Version = 3, MaxAttempts = 7, TimeoutSeconds = 1.5), FormerlyNamed("old")] public partial class A
            {
                private Task RunAsync(Context c) => Task.CompletedTask;
                [JobTask("t", Version = 2, Pool = "io", MaxAttempts = 4, RetryDelayMs = 50, TimeoutSeconds = 0.25)] private static void T() { }
                [JobTask] private static void OtherAsync() { }
            }
            """);
        var job = jobs.Descriptor();

        Assert.Equal(("a", 3, 7, TimeSpan.FromSeconds(1.5), "old"), (job.Name, job.Version, job.MaxAttempts, job.Timeout, job.FormerNames.Single()));
        Assert.Equal("A", job.JobType.Name);
        Assert.Equal(typeof(NoResult), job.ResultType);
        var task = job.Tasks[0];
        Assert.Equal(
            ("t", 2, "io", 4, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(0.25)),
            (task.Name, task.Version, task.Pool, task.MaxAttempts, task.RetryDelay, task.Timeout));
        Assert.Equal(("Other", 1, "default", 1), (job.Tasks[1].Name, job.Tasks[1].Version, job.Tasks[1].Pool, job.Tasks[1].MaxAttempts));
    }

    private static async Task<(string Result, List<string> Dispatched)> RunAsync(string source)
    {
        using var jobs = Emitted.Of(source);
        var execution = new RecordingExecution(new Services());
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        await using var writer = new System.Text.Json.Utf8JsonWriter(buffer, CompilerServices.JobJson.WriterOptions);
        await jobs.Descriptor().RunAsync(Emitted.Restore(jobs.Descriptor(), "{}"), execution, new Services(), writer);
        await writer.FlushAsync();
        return (Encoding.UTF8.GetString(buffer.WrittenSpan), execution.Dispatched);
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(StringWriter) ? new StringWriter(new StringBuilder("from the container")) : null;
    }
}
