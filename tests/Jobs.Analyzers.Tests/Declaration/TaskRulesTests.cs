using Jobs.Analyzers.Declaration;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Declaration;

/// <summary>JOB12xx, and the arguments and results of tasks.</summary>
public sealed class TaskRulesTests
{
    [Theory]
    [InlineData("private static void T() { }")]
    [InlineData("private static int T(string path, int count = 1) => 1;")]
    [InlineData("private static async Task T(string path, TaskContext task, CancellationToken ct) => await Task.Delay(1, ct);")]
    [InlineData("private static ValueTask<long> T(Guid id, TaskContext task, IServiceProvider services) => new(1L);")]
    [InlineData("private static Task<List<string>> T(ImmutableArray<string> paths, Random random) => Task.FromResult(new List<string>());")]
    [InlineData("private static Item T(Item item) => item;")]
    public Task ARightTask_DoesNotTrigger(string task) => Test(task);

    [Fact]
    public Task NotStatic_Triggers() => Test("private int {|JOB1201:T|}() => 1;");

    [Fact]
    public Task Generic_Triggers() => Test("private static int {|JOB1202:T|}<TItem>() => 1;");

    [Theory]
    [InlineData("ref int {|JOB1203:p|}")]
    [InlineData("in int {|JOB1203:p|}")]
    [InlineData("Span<byte> {|JOB1203:p|}")]
    [InlineData("ReadOnlySpan<char> {|JOB1203:p|}, TaskContext task")]
    public Task ParameterByReference_Triggers(string parameter) => Test($"private static int T({parameter}) => 1;");

    [Theory]
    [InlineData("public", "internal sealed record Hidden(int N);", "Hidden p", "int")]
    [InlineData("public", "private sealed record Hidden(int N);", "int p", "List<Hidden>")]
    [InlineData("internal", "private sealed record Hidden(int N);", "Hidden[] p", "int")]
    public Task TypeBelowTheContext_Triggers(string run, string type, string parameter, string result) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        [Job("a")]
        public partial class A
        {
            {{type}}
            {{run}} Task RunAsync(Context ctx) => Task.CompletedTask;
            [JobTask] private static {{result}} {|JOB1204:T|}({{parameter}}) => throw new Exception();
        }
        """).RunAsync();

    [Theory]
    [InlineData("private", "private")]
    [InlineData("internal", "internal")]
    public Task TypeAsAccessibleAsTheContext_DoesNotTrigger(string run, string type) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        [Job("a")]
        public partial class A
        {
            {{type}} sealed record Hidden(int N);
            {{run}} Task RunAsync(Context ctx) => Task.CompletedTask;
            [JobTask] private static Hidden T(Hidden p) => p;
        }
        """).RunAsync();

    [Theory]
    [InlineData("[JobTask] private static int T() => 1; [JobTask] private static int {|JOB1205:T|}(int n) => 1;")]
    [InlineData("[JobTask] private static int T() => 1; [JobTask] private static Task {|JOB1205:TAsync|}(int n) => Task.CompletedTask;")]
    [InlineData("[JobTask(\"x\")] private static int T() => 1; [JobTask(\"x\")] private static int {|JOB1205:U|}() => 1;")]
    [InlineData("[JobTask(\"U\")] private static int T() => 1; [JobTask] private static int {|JOB1205:U|}() => 1;")]
    public Task NameOfAnotherTask_Triggers(string tasks) => TestMembers(tasks);

    [Fact]
    public Task NamesThatDifferInCase_DoNotTrigger() => TestMembers("[JobTask(\"x\")] private static int T() => 1; [JobTask(\"X\")] private static int U() => 1;");

    [Theory]
    [InlineData("private static async void {|JOB1206:T|}() => await Task.CompletedTask;")]
    [InlineData("private static int s_n; [JobTask] private static ref int {|JOB1206:U|}() => ref s_n;", false)]
    public Task WrongReturnType_Triggers(string task, bool marked = true) => TestMembers((marked ? "[JobTask] " : "") + task);

    [Theory]
    [InlineData("Stream {|JOB2011:p|}, TaskContext task")]
    [InlineData("object {|JOB2011:p|}, TaskContext task")]
    [InlineData("TaskContext task, int {|JOB2011:p|}")]
    [InlineData("DateTimeOffset? a, Action {|JOB2011:p|}, TaskContext task")]
    public Task ArgumentThatCannotBeStored_Triggers(string parameters) => Test($"private static int T({parameters}) => 1;");

    [Theory]
    [InlineData("Context {|JOB2011:p|}, int n")]
    [InlineData("Context? {|JOB2011:p|}")]
    [InlineData("A.Context {|JOB2011:p|}")]
    [InlineData("int n, TaskContext task, Context {|JOB2011:p|}")]
    [InlineData("Context {|JOB2011:p|}, TaskContext task")]
    [InlineData("Context.Dispatcher {|JOB2011:p|}")]
    [InlineData("JobContext {|JOB2011:p|}")]
    [InlineData("TaskContext task, JobContext {|JOB2011:p|}")]
    [InlineData("TaskDispatcher {|JOB2011:p|}")]
    public Task ContextOfTheJob_Triggers(string parameters) => Test($"private static int T({parameters}) => 1;");

    [Fact]
    public Task ContextOfTheJob_IsExplained() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        namespace Acme;
        [Job("sum")]
        public partial class SumJob
        {
            private Task RunAsync(Context ctx) => Task.CompletedTask;
            [JobTask] private static int Add(Context {|#0:ctx|}, int n) => n;
        }
        """)
        .Rule("JOB2011")
        .Message(0, "Parameter 'ctx' of task 'Add' is a 'Acme.SumJob.Context', which cannot be stored: it is for RunAsync of job 'SumJob' alone; pass what the task needs as arguments; it may take a TaskContext")
        .RunAsync();

    [Theory]
    [InlineData("Stream")]
    [InlineData("Task<object>")]
    [InlineData("ValueTask<Func<int>>")]
    public Task ResultThatCannotBeStored_Triggers(string type) => Test($"private static {type} {{|JOB2012:T|}}() => throw new Exception();");

    private static Task Test(string task) => TestMembers("[JobTask] " + task);

    private static Task TestMembers(string members) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        [Job("a")]
        public partial class A
        {
            private sealed record Item(int N);
            private Task RunAsync(Context ctx) => Task.CompletedTask;
            {{members}}
        }
        """).RunAsync();
}
