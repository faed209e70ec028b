using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Tests.Compile;

/// <summary>Half-typed and wrong code: the generator never throws, and one bad job leaves the others alone.</summary>
public class BrokenCodeTests
{
    private const string Good = """[Job("good")] public partial class Good { private Task RunAsync(Context c) => c.CheckpointAsync().AsTask(); }""";

    public static TheoryData<string> Broken =>
    [
        "[Job] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(null)] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(Unknown.Name)] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(12)] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\", Version = )] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\", Version = \"x\", Nonsense = 3)] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"\\uD800\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A<T> { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] file partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public static partial class A { }",
        "[Job(\"a\")] public abstract partial class A { }",
        "[Job(\"a\")] public partial struct A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A(int n) { Task RunAsync(Context c) => Task.FromResult(n); }",
        "[Job(\"a\")] public partial record A(int N) { Task RunAsync(Context c) => Task.CompletedTask; }",
        "class O { [Job(\"a\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } }",
        "partial class O { [Job(\"a\")] private partial class A { Task RunAsync(Context c) => Task.CompletedTask; } }",
        "[Job(\"a\")] public partial class A { [Job(\"b\")] partial class B { Task RunAsync(Context c) => ; } }",
        "[Job(\"a\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } [Job(\"b\")] partial class A { }",
        "[Job(\"a\")] public partial class A {",
        "[Job(\"a\")] public partial class",
        "[Job(\"a\")] public partial class A { }",
        "[Job(\"a\")] public partial class A { void RunAsync(Context c) { } }",
        "[Job(\"a\")] public partial class A { Task RunAsync() => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { Task RunAsync(Context) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { Task<Unknown> RunAsync(Context c, Missing m) => null; }",
        "[Job(\"a\")] public partial class A { Task RunAsync(Context c, int n, ref string s) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { static Task RunAsync<T>(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; Task RunAsync(Context c, IServiceProvider s) => null; }",
        "[Job(\"a\")] public partial class A { Unknown _u; List<Unknown> _l; int[,] _m; unsafe int* _p; dynamic _d; object _o; IDisposable _i; Action _a; Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { public required { get; init; } private int ; Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { int X; int X; string X { get; set; } Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { int _x; int X { get; set; } [JobName(\"x\")] int Y; [JobName(null)] int Z; [JobName] int W; Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; [JobTask] int T(int a) => a; [JobTask] static async void U() { } [JobTask] static T V<T>(T t) => t; [JobTask] static int W(ref int a) => a; [JobTask(null)] static Span<int> X(Span<int> s) => s; [JobTask(\"\")] static Y() }",
        "[Job(\"a\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; [JobTask] static int T(int a) => a; [JobTask] static int T(string a) => 1; [JobTask(\"T\")] static int U() => 1; [JobTask] static int TAsync() => 1; }",
        "[Job(\"a\")] public partial class A { class Context { } Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A : Unknown, IUnknown<A> { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A : A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } [Job(\"b\")] public partial class A { }",
        "[Job(\"a\")] [Job(\"b\")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }",
        "class G<T> { public G<G<T>> Next { get; set; } } [Job(\"a\")] public partial class A { G<int> _g; Task RunAsync(Context c) => Task.CompletedTask; }",
        "[Job(\"a\")] public partial class A { JournaledList<int> _l = []; readonly JournaledList<Action> _m = []; List<JournaledSet<int>> _n; Task RunAsync(Context c) => Task.CompletedTask; }",
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenJob_BesideAGoodOne_DoesNotSuppressIt(string broken)
    {
        var run = GeneratorRun.Of(Good, broken);

        Assert.Contains(run.Emitted, f => f.Key.StartsWith("Good.", StringComparison.Ordinal));
        Assert.Contains("global::Good", run.Emitted.Single(f => f.Key.Contains("Registration", StringComparison.Ordinal)).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output.GetDiagnostics(), d => d.Location.SourceTree?.FilePath.Contains("Good.", StringComparison.Ordinal) == true);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenJob_GeneratedOrNot_AddsNoErrorsInGeneratedFiles(string broken)
    {
        // What is wrong is said where the author wrote it, once, and not again in files that he did not write.
        var run = GeneratorRun.Of(broken);
        var known = run.Input.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).ToHashSet();

        var added = run.Output.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree is { } tree && !run.Input.ContainsSyntaxTree(tree))
            .Where(d => !known.Contains(d.Id));
        Assert.Empty(added);
    }

    [Theory]
    [InlineData("[Job(\"a\")] public partial class A { private Action? _then; private object? _o; private int _n; private Task RunAsync(Context c) { _n++; _then?.Invoke(); _o = null; return c.TaskDispatcher.T.Run(_n); } [JobTask] static int T(int a) => a; [JobTask] int Bad() => 1; }")]
    [InlineData("[Job(\"a\")] public partial class A { public event Action? Changed; public int this[int i] => i; private Task RunAsync(Context c) { Changed?.Invoke(); return Task.CompletedTask; } }")]
    [InlineData("[Job(\"a\")] public partial class A { private Task RunAsync(Context c, int n) => c.TaskDispatcher.T.Run(n); [JobTask] static int T(int a) => a; }")]
    [InlineData("[Job(\"a\")] public partial class A { private int RunAsync(Context c) { c.TaskDispatcher.T.Run(1); return 1; } [JobTask] static int T(int a) => a; }")]
    [InlineData("[Job(\"a\")] public partial class A { [Obsolete(\"x\", true)] public int Old { get; set; } [System.Diagnostics.CodeAnalysis.Experimental(\"E1\")] public int New { get; set; } private Task RunAsync(Context c) => c.TaskDispatcher.T.Run(1); [JobTask] static int T(int a) => a; }")]
    public void WrongPart_LeavesTheContextForTheAuthorToTypeAgainst(string source) =>
        GeneratorRun.Of(source).CompilesWithoutErrors();

    [Fact]
    public void Attribute_OfAForeignAssembly_IsNotOurs() =>
        GeneratorRun.Of("""
            namespace Jobs { public sealed class JobAttribute(string name) : global::System.Attribute { public string Name { get; } = name; } }
            [Jobs.Job("a")] public partial class A { }
            """)
            .With(TestCompilationOptions.Default with { ReferencesJobs = false, ImplicitUsings = false })
            .EmitsNothing();

    [Fact]
    public void Project_WithoutJobs_GetsNoFiles() => GeneratorRun.Of("public class A { }").EmitsNothing();

    [Fact]
    public void Project_WithoutTheReference_GetsNoFiles() =>
        GeneratorRun.Of(Good).With(TestCompilationOptions.Default with { ReferencesJobs = false }).EmitsNothing();
}
