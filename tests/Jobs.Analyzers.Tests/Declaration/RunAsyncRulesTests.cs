using Jobs.Analyzers.Declaration;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Declaration;

/// <summary>JOB11xx.</summary>
public sealed class RunAsyncRulesTests
{
    [Theory]
    [InlineData("private async Task RunAsync(Context ctx) => await Task.CompletedTask;")]
    [InlineData("public Task<int> RunAsync(Context ctx) => Task.FromResult(1);")]
    [InlineData("internal ValueTask RunAsync(Context ctx) => default;")]
    [InlineData("protected ValueTask<string> RunAsync(Context ctx) => new(\"\");")]
    [InlineData("private Task RunAsync(A.Context ctx, CancellationToken ct) => Task.CompletedTask;")]
    [InlineData("private Task RunAsync(Context ctx, IServiceProvider services, Random random) => Task.CompletedTask;")]
    [InlineData("private Task RunAsync(Context ctx) => Task.CompletedTask; private Task RunAsync(int n) => Task.CompletedTask;")]
    public Task ARightRunAsync_DoesNotTrigger(string run) => Test(run);

    [Fact]
    public Task Missing_Triggers() => AnalyzerTest
        .Of<JobFindingsAnalyzer>("""[Job("a")] public partial class {|#0:A|} { private Task Run() => Task.CompletedTask; }""")
        .Rule("JOB1101").Message(0, "Job 'A' has no RunAsync; declare 'private async Task RunAsync(Context ctx)'")
        .RunAsync();

    [Fact]
    public Task SeveralThatTakeAContext_Trigger() =>
        Test("private Task RunAsync(Context ctx) => Task.CompletedTask; private Task {|JOB1102:RunAsync|}(Context ctx, Random random) => Task.CompletedTask;");

    [Theory]
    [InlineData("private static Task {|JOB1103:RunAsync|}(Context ctx) => Task.CompletedTask;")]
    [InlineData("private Task {|JOB1103:RunAsync|}<T>(Context ctx) => Task.CompletedTask;")]
    [InlineData("private Task {|JOB1103:RunAsync|}() => Task.CompletedTask;")]
    [InlineData("private Task {|JOB1103:RunAsync|}(Random random, Context ctx) => Task.CompletedTask;")]
    [InlineData("private Task {|JOB1103:RunAsync|}(JobContext ctx) => Task.CompletedTask;")]
    public Task WrongShape_Triggers(string run) => Test(run);

    [Theory]
    [InlineData("void")]
    [InlineData("int")]
    [InlineData("object")]
    [InlineData("IAsyncEnumerable<int>")]
    public Task WrongReturnType_Triggers(string type) => Test($"private {type} {{|JOB1104:RunAsync|}}(Context ctx) => throw new Exception();");

    [Fact]
    public Task AsyncVoid_Triggers() => Test("private async void {|JOB1104:RunAsync|}(Context ctx) => await Task.CompletedTask;");

    [Theory]
    [InlineData("string {|JOB1105:p|}")]
    [InlineData("int {|JOB1105:p|}")]
    [InlineData("ref Random {|JOB1105:p|}")]
    [InlineData("in CancellationToken {|JOB1105:p|}")]
    [InlineData("Random[] {|JOB1105:p|}")]
    [InlineData("IReadOnlyList<string> {|JOB1105:p|}")]
    [InlineData("IEnumerable<int?> {|JOB1105:p|}")]
    [InlineData("IReadOnlyDictionary<string, ImmutableArray<DayOfWeek>> {|JOB1105:p|}")]
    [InlineData("ImmutableList<Guid> {|JOB1105:p|}")]
    [InlineData("Context {|JOB1105:p|}")]
    [InlineData("JobContext {|JOB1105:p|}")]
    [InlineData("IProgress<int> {|JOB1105:p|}")]
    public Task ParameterThatNoContainerHas_Triggers(string parameter) => Test($"private Task RunAsync(Context ctx, {parameter}) => Task.CompletedTask;");

    [Theory]
    [InlineData("IEnumerable<Random> p")]
    [InlineData("IReadOnlyList<IDisposable> p")]
    [InlineData("System.Collections.Concurrent.ConcurrentQueue<string> p")]
    [InlineData("IComparer<string> p")]
    [InlineData("IReadOnlyDictionary<string, IDisposable> p")]
    [InlineData("Func<string, Stream> p")]
    [InlineData("Lazy<IDisposable> p")]
    [InlineData("List<string> p")]
    [InlineData("IEnumerable<Func<int>> p")]
    [InlineData("System.Threading.Channels.Channel<string> p")]
    [InlineData("Uri p")]
    public Task CollectionThatAContainerMayHave_DoesNotTrigger(string parameter) => Test($"private Task RunAsync(Context ctx, {parameter}) => Task.CompletedTask;");

    [Fact]
    public Task ParameterThatLooksLikeInput_IsToldSo() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """[Job("a")] public partial class A { private Task RunAsync(Context ctx, IReadOnlyList<string> {|#0:names|}) => Task.CompletedTask; }""")
        .Rule("JOB1105")
        .Message(0, "Parameter 'names' of RunAsync in job 'A' is a 'System.Collections.Generic.IReadOnlyList<string>', which is no service that a container supplies; if the submit gives it, declare it as input: a required member with an init accessor")
        .RunAsync();

    [Fact]
    public Task AParameterToReportProgressThrough_IsToldOfTheContext() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """[Job("a")] public partial class A { private Task RunAsync(Context context, IProgress<int>? {|#0:progress|}) => Task.CompletedTask; }""")
        .Rule("JOB1105")
        .Message(0, "Parameter 'progress' of RunAsync in job 'A' is a 'System.IProgress<int>?', which is no service that a container supplies; report through 'context.Progress', which whoever watches the job sees")
        .RunAsync();

    [Theory]
    [InlineData("Task<Stream>")]
    [InlineData("ValueTask<object>")]
    [InlineData("Task<Action>")]
    public Task ResultThatCannotBeStored_Triggers(string type) => Test($"private {type} {{|JOB2010:RunAsync|}}(Context ctx) => throw new Exception();");

    private static Task Test(string members) =>
        AnalyzerTest.Of<JobFindingsAnalyzer>($$"""[Job("a")] public partial class A { {{members}} }""").RunAsync();
}
