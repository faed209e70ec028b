namespace Jobs.Generators.Tests.Zoo;

/// <summary>Awkward but right job classes. Every one is compiled, run twice for caching and parsed for findings.</summary>
public static class AwkwardJobs
{
    public static TheoryData<string> Names => [.. All.Keys];

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Documented"] = Sources.FileCopy,
        ["Smallest"] = """
            [Job("a")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }
            """,
        ["GlobalNamespace_Internal"] = """
            [Job("a")] partial class A { public ValueTask RunAsync(Context c) => default; }
            """,
        ["NestedInEveryKind"] = """
            namespace N;
            public partial class C { [Job("c")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } }
            public partial struct S { [Job("s")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } }
            public partial record R { [Job("r")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } }
            public partial record struct RS { [Job("rs")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } }
            public partial interface I { [Job("i")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; } }
            public static partial class T { public partial class U { [Job("t")] internal partial class A { Task RunAsync(Context c) => Task.CompletedTask; } } }
            """,
        ["Records"] = """
            [Job("r")] public sealed partial record R { public required int N { get; init; } private int _s; Task RunAsync(Context c) { _s++; return Task.CompletedTask; } }
            [Job("rc")] public partial record class RC { public int N { get; set; } Task RunAsync(Context c) => Task.CompletedTask; }
            """,
        ["Keywords"] = """
            namespace @namespace.@event;
            public sealed record @record(int @int, string @string);
            [Job("k")]
            public sealed partial class @class
            {
                public required int @event { get; init; }
                private @record? @params;
                private (int @int, string @class) @tuple;
                private Task RunAsync(Context @async) { @params = new(@event, "x"); @tuple = (1, "y"); return @async.TaskDispatcher.@do.Run(1, "a"); }
                [JobTask] private static Task @do(int @out, string @ref, CancellationToken @in) => Task.CompletedTask;
                [JobTask] private static int @checked(string @options) => 1;
            }
            """,
        ["HostileNamespaces"] = """
            namespace X.System { public class String { } public class Exception { } public class Int32 { } }
            namespace X.Jobs { public class JobContext { } public class TaskOptions { } }
            namespace X.Task { public class Job { } }
            namespace X.Acme
            {
                using Task = global::System.Threading.Tasks.Task;
                public class Guid { }
                public class List<T> { }
                public class JobJson { }
                [global::Jobs.Job("h")]
                public partial class Jobs
                {
                    public required global::System.Guid Id { get; init; }
                    public required global::System.Collections.Generic.List<string> Names { get; init; }
                    private global::System.Collections.Generic.Dictionary<string, int> _map = new();
                    public int System { get; set; }
                    public int Codec { get; set; }
                    public int Descriptor { get; set; }
                    private int __WriteState;
                    private Task RunAsync(Context ctx) { __WriteState++; _map[Names[0]] = System; return ctx.TaskDispatcher.Dispatcher.Run(Id); }
                    [global::Jobs.JobTask] private static Task Dispatcher(global::System.Guid id) => Task.CompletedTask;
                    [global::Jobs.JobTask] private static Task Execution(int execution, int __execution) => Task.CompletedTask;
                    [global::Jobs.JobTask] private static Task Context2(int task, int arguments, int services, int writer, int member, int cause) => Task.CompletedTask;
                }
            }
            """,
        ["AttributeSpellings"] = """
            global using GlobalAlias = Jobs.JobAttribute;
            using Alias = Jobs.JobAttribute;
            using J = Jobs;
            [Alias("a")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }
            [J.Job("b")] public partial class B { Task RunAsync(Context c) => Task.CompletedTask; }
            [global::Jobs.JobAttribute("c")] public partial class C { Task RunAsync(Context c) => Task.CompletedTask; }
            [JobAttribute("d")] public partial class D { Task RunAsync(Context c) => Task.CompletedTask; }
            [GlobalAlias("e")] public partial class E { Task RunAsync(Context c) => Task.CompletedTask; }
            """,
        ["TwoParts"] = """
            public partial class A { private int _x; [JobTask] static Task T(int a) => Task.CompletedTask; }
            [Job("a")] partial class A { private Task RunAsync(Context c) => c.TaskDispatcher.T.Run(_x++); }
            """,
        ["CaseAlone"] = """
            [Job("a")] public partial class Aa { Task RunAsync(Context c) => Task.CompletedTask; }
            [Job("b")] public partial class aA { Task RunAsync(Context c) => Task.CompletedTask; }
            namespace N { [Job("c")] public partial class Aa { Task RunAsync(Context c) => Task.CompletedTask; } }
            """,
        ["Unicode"] = """
            namespace Größe.データ;
            public sealed record Ποσό(int Ναί);
            [Job("größe \"x\" \\ 数")] public partial class データ { private int _größe; private Ποσό? ποσό; [JobName("1 größe")] public int Zahl { get; set; }
              Task RunAsync(Context ctx) { _größe++; ποσό = new(1); return ctx.TaskDispatcher.Größe.Run("x"); } [JobTask] static Task Größe(string größe) => Task.CompletedTask; }
            """,
        ["OwnContextInScope"] = """
            namespace N;
            public class Context { }
            [Job("a")] public partial class A { private Task RunAsync(Context ctx) => ctx.TaskDispatcher.T.Run(1); [JobTask] static Task T(int a) => Task.CompletedTask; }
            [Job("b")] public partial class B { private Task RunAsync(B.Context ctx) => ctx.CheckpointAsync().AsTask(); }
            """,
        ["EveryReturn"] = """
            [Job("a")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask; }
            [Job("b")] public partial class B { public async Task<string?> RunAsync(Context c, CancellationToken ct) { await Task.Yield(); return null; } }
            [Job("c")] public partial class C { internal ValueTask RunAsync(Context c) => default; }
            [Job("d")] public partial class D { protected ValueTask<(int A, string? B)> RunAsync(Context c) => new((1, null)); }
            [Job("e")] public partial class E
            {
                protected internal async Task<int?> RunAsync(Context c)
                {
                    await c.TaskDispatcher.V.Run(1);
                    int i = await c.TaskDispatcher.I.Run(1);
                    await c.TaskDispatcher.T.Run();
                    string? s = await c.TaskDispatcher.S.Run("a", null);
                    await foreach (var r in c.TaskDispatcher.VT.Many(new[] { 1, 2 })) i++;
                    return i + s?.Length + (await c.TaskDispatcher.VI.Many(Enumerable.Range(0, 3), n => new(n), n => "k" + n).ResultsAsync()).Count;
                }
                [JobTask] private static void V(int a) { }
                [JobTask] private static int I(int a) => a;
                [JobTask] private static Task TAsync() => Task.CompletedTask;
                [JobTask] private static Task<string?> S(string a, string? b) => Task.FromResult(b);
                [JobTask] private static ValueTask VT(int a, TaskContext t) => default;
                [JobTask] private static ValueTask<int> VI(int a, TaskContext t, IServiceProvider p) => new(a);
            }
            """,
        ["ArgumentsAndDefaults"] = """
            public enum Color { Red, Green }
            [Job("a")] public partial class A
            {
                private async Task RunAsync(Context c)
                {
                    await c.TaskDispatcher.T.Run(1);
                    await c.TaskDispatcher.T.Run(1, "b", Color.Green, 2.5, 'y', null, new TaskOptions { Key = "k" });
                    await foreach (var r in c.TaskDispatcher.T.Many(new[] { 1 }, n => new(n, b: "x"))) { }
                    await c.TaskDispatcher.Mixed.Run("a", 3);
                }
                [JobTask] static Task T(int a, string b = "q\"\\\n{0}", Color c = Color.Green, double d = -1.5e300, char e = '\'', int? options = null) => Task.CompletedTask;
                [JobTask] static Task Mixed(string a, IServiceProvider services, int b, CancellationToken ct) => Task.CompletedTask;
            }
            """,
        ["PublicRunWithAccessibleTypes"] = """
            public sealed record Report(int N);
            [Job("a")] public partial class A
            {
                public async Task<Report> RunAsync(Context c) => await c.TaskDispatcher.T.Run(new Report(1));
                [JobTask] private static Report T(Report r) => r;
            }
            internal sealed record Inner(int N);
            [Job("b")] internal partial class B
            {
                public async Task<Inner> RunAsync(Context c) => await c.TaskDispatcher.T.Run(new Inner(1));
                [JobTask] private static Inner T(Inner r) => r;
            }
            """,
        ["PrivateNestedState"] = """
            [Job("a")] public partial class A
            {
                private sealed record Step(int N, Kind Kind) { public string? Note { get; init; } public int Extra { get; set; } }
                private enum Kind { One, Two }
                private List<Step> _steps = [];
                private Dictionary<Kind, Step[]> _map = [];
                private async Task RunAsync(Context c) { _steps.Add(await c.TaskDispatcher.Next.Run(new Step(1, Kind.One))); _map[Kind.Two] = []; }
                [JobTask] private static Step Next(Step step) => step with { N = step.N + 1 };
            }
            """,
        ["RecursiveState"] = """
            public sealed class Node { public string? Name { get; set; } public List<Node> Children { get; set; } = []; public Node? Next { get; set; } }
            [Job("a")] public partial class A { private Node? _root; Task RunAsync(Context c) { _root = new(); return Task.CompletedTask; } }
            """,
        ["Constructors"] = """
            [Job("a")] public partial class A { private readonly int _n; public A(int n) => _n = n; Task RunAsync(Context c) => Task.FromResult(_n); }
            [Job("b")] public partial class B { private readonly int _n = 4; private B() { } public static B Make() => new(); Task RunAsync(Context c) => Task.FromResult(_n); }
            """,
        ["Inheritance"] = """
            public abstract class Base { protected int Count { get; set; } public required string Name { get; init; } }
            [Job("a")] public sealed partial class A : Base { private new int Equals; Task RunAsync(Context c) { Count++; Equals++; return Task.CompletedTask; } }
            """,
        ["SameNamesElsewhere"] = """
            namespace P { public sealed record Item(int A); }
            namespace Q { public sealed record Item(string B); }
            [Job("a")] public partial class A { private P.Item? _p; private Q.Item? _q; private List<P.Item> _ps = []; private List<Q.Item> _qs = [];
              Task RunAsync(Context c) { _p = new(1); _q = new(""); _ps.Add(_p); _qs.Add(_q); return Task.CompletedTask; } }
            """,
        ["ObsoleteMembers"] = """
            [Job("a")] public partial class A { [Obsolete] public int Old { get; set; } [Obsolete("x")] public int Older { get; init; } Task RunAsync(Context c) => Task.CompletedTask; }
            """,
        ["StoredNames"] = """
            [Job("a", Version = 3, MaxAttempts = 7, TimeoutSeconds = 1.5)] [FormerlyNamed("old-a"), FormerlyNamed("older-a")]
            public partial class A
            {
                [JobName("n \u00e9 \" \\ {"), FormerlyNamed("m")] private int _n;
                [JobIgnore] private Stream? _stream;
                private const int C = 1; private static int s_shared;
                public int Computed => _n + C + s_shared;
                Task RunAsync(Context c) { _n++; _stream = null; s_shared = 1; return Task.FromResult(_stream); }
            }
            """,
        ["NoInput_NoState_ManyTasks"] = """
            [Job("a")] public partial class A { Task RunAsync(Context c) => Task.CompletedTask;
              [JobTask] static Task Copy(int a) => Task.CompletedTask; [JobTask] static Task CopyTask(int a) => Task.CompletedTask; [JobTask] static Task CopyArgs(int a) => Task.CompletedTask; }
            """,
    };
}
