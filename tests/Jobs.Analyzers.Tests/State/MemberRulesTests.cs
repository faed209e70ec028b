using Jobs.Analyzers.Declaration;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>JOB2xxx: what a job stores.</summary>
public sealed class MemberRulesTests
{
    [Theory]
    [InlineData("private int _pages;", "'_pages' of base class 'Base' would be lost when 'A' resumes: the job cannot reach it; make it protected, or mark it [JobIgnore]")]
    [InlineData("protected int Pages { get; private set; }", "'Pages' of base class 'Base' would be lost when 'A' resumes: the job cannot set it; give it a protected setter, or mark it [JobIgnore]")]
    [InlineData("protected readonly List<int> _pages = [];", "'_pages' of base class 'Base' would be lost when 'A' resumes: the job cannot set it; take away 'readonly', or mark it [JobIgnore]")]
    [InlineData("protected readonly JournaledList<int> _pages = [];", "'_pages' of base class 'Base' would be lost when 'A' resumes: a journaled collection is restored only in the job that declares it; declare it in the job, or mark it [JobIgnore]")]
    public Task StateOfABaseClass_IsToldItsRemedy(string member, string message) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        public abstract class Base { {{member}} }
        [Job("a")] public partial class {|#0:A|} : Base { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).Rule("JOB2008").Message(0, message).RunAsync();

    [Theory]
    [InlineData("int _m;")]
    [InlineData("string? _m;")]
    [InlineData("decimal? _m;")]
    [InlineData("DayOfWeek _m;")]
    [InlineData("Guid _m;")]
    [InlineData("Uri? _m;")]
    [InlineData("DateTimeOffset _m;")]
    [InlineData("TimeSpan _m;")]
    [InlineData("byte[]? _m;")]
    [InlineData("int[][]? _m;")]
    [InlineData("List<(string Name, int? Count)> _m = [];")]
    [InlineData("HashSet<string> _m = [];")]
    [InlineData("Dictionary<string, List<Guid>> _m = [];")]
    [InlineData("IReadOnlyList<string> _m = [];")]
    [InlineData("ImmutableDictionary<int, string> _m = ImmutableDictionary<int, string>.Empty;")]
    [InlineData("readonly JournaledList<string> _m = [];")]
    [InlineData("Node? _m; private sealed record Node(string Name, ImmutableArray<Node> Children);")]
    [InlineData("Point _m; private struct Point { public int X; public int Y { get; set; } }")]
    [InlineData("JobId _m;")]
    public Task WhatCanBeStored_DoesNotTrigger(string member) => Test("private " + member);

    [Theory]
    [InlineData("Stream? {|JOB2001:_m|};")]
    [InlineData("Action? {|JOB2001:_m|};")]
    [InlineData("CancellationToken {|JOB2001:_m|};")]
    [InlineData("CancellationTokenSource? {|JOB2001:_m|};")]
    [InlineData("Task? {|JOB2001:_m|};")]
    [InlineData("Task<int>? {|JOB2001:_m|};")]
    [InlineData("Microsoft.Extensions.Logging.ILogger<A>? {|JOB2001:_m|};")]
    [InlineData("IServiceProvider? {|JOB2001:_m|};")]
    [InlineData("Context? {|JOB2001:_m|};")]
    [InlineData("JobContext? {|JOB2001:_m|};")]
    [InlineData("JobHandle<int>? {|JOB2001:_m|};")]
    [InlineData("TaskGroup<int>? {|JOB2001:_m|};")]
    [InlineData("IJobClient? {|JOB2001:_m|};")]
    [InlineData("TimeProvider? {|JOB2001:_m|};")]
    [InlineData("Type? {|JOB2001:_m|};")]
    [InlineData("SemaphoreSlim {|JOB2001:_m|} = new(1);")]
    [InlineData("List<Func<int>> {|JOB2001:_m|} = [];")]
    public Task RuntimeObject_Triggers(string member) => Test("private " + member);

    [Fact]
    public Task RuntimeObject_InsideAStateType_IsNamedWithItsPath() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        [Job("a")]
        public partial class A
        {
            private Owner? {|#0:_owner|};
            private sealed class Owner { public List<Inner> Items { get; set; } = []; }
            private sealed class Inner { public Stream? To { get; set; } }
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).Rule("JOB2001")
        .Message(0, "'_owner' cannot be stored: 'System.IO.Stream?' at '.Items[].To' lives in this process only; mark the member [JobIgnore]")
        .RunAsync();

    [Fact]
    public Task FileLocalType_ReachedThroughAHierarchy_Triggers() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        [Job("a")]
        public partial class A
        {
            private Shape? {|#0:_shape|};
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        [JobDerivedType(typeof(Local), "local")] public abstract record Shape;
        file sealed record Local(int N) : Shape;
        """).Rule("JOB2003")
        .Message(0, "'_shape' cannot be stored: there is no stored form for 'Local': a file-local type has no name in the generated file; remove 'file', or nest it in the job as private; or mark the member [JobIgnore]")
        .RunAsync();

    [Theory]
    [InlineData("private Microsoft.Extensions.Logging.ILogger? {|#0:_m|};", "JOB2001", "'_m' cannot be stored: 'Microsoft.Extensions.Logging.ILogger?' lives in this process only; mark the member [JobIgnore], or take it as a parameter of RunAsync")]
    [InlineData("private TimeProvider? {|#0:_m|};", "JOB2001", "'_m' cannot be stored: 'System.TimeProvider?' lives in this process only; mark the member [JobIgnore], or take it as a parameter of RunAsync")]
    [InlineData("private Task? {|#0:_m|};", "JOB2001", "'_m' cannot be stored: 'System.Threading.Tasks.Task?' lives in this process only; mark the member [JobIgnore]")]
    [InlineData("private Task<int>? {|#0:_m|};", "JOB2001", "'_m' cannot be stored: 'System.Threading.Tasks.Task<int>?' lives in this process only; mark the member [JobIgnore]")]
    [InlineData("private System.Diagnostics.Stopwatch? {|#0:_m|};", "JOB2001", "'_m' cannot be stored: 'System.Diagnostics.Stopwatch?' lives in this process only; mark the member [JobIgnore]")]
    [InlineData("private Random? {|#0:_m|};", "JOB2001", "'_m' cannot be stored: 'System.Random?' lives in this process only; mark the member [JobIgnore]")]
    [InlineData("private Action? {|#0:_m|};", "JOB2001", "'_m' cannot be stored: 'System.Action?' lives in this process only; mark the member [JobIgnore]")]
    [InlineData("public Stream? {|#0:M|} { get; init; }", "JOB2001", "'M' cannot be stored: 'System.IO.Stream?' lives in this process only; store what an attempt can make it from, such as a path or a name")]
    [InlineData("public System.Globalization.CultureInfo? {|#0:M|} { get; set; }", "JOB2003", "'M' cannot be stored: there is no stored form for 'System.Globalization.CultureInfo?': store its Name")]
    [InlineData("private System.Globalization.CultureInfo? {|#0:_m|};", "JOB2003", "'_m' cannot be stored: there is no stored form for 'System.Globalization.CultureInfo?': store its Name; or mark the member [JobIgnore]")]
    [InlineData("private readonly IPriceDb {|#0:_m|} = null!;", "JOB2002", "'_m' cannot be stored: a 'IPriceDb' may hold anything; if it is a service, take it as a parameter of RunAsync; else use a concrete type, declare what it holds on it with [JobDerivedType], or mark the member [JobIgnore]")]
    [InlineData("private PriceDb? {|#0:_m|};", "JOB2002", "'_m' cannot be stored: a 'PriceDb?' may hold anything; if it is a service, take it as a parameter of RunAsync; else use a concrete type, declare what it holds on it with [JobDerivedType], or mark the member [JobIgnore]")]
    [InlineData("public IPriceDb? {|#0:M|} { get; set; }", "JOB2002", "'M' cannot be stored: a 'IPriceDb?' may hold anything; if it is a service, take it as a parameter of RunAsync; else use a concrete type, or declare what it holds on it with [JobDerivedType]")]
    [InlineData("private IShape? {|#0:_m|};", "JOB2002", "'_m' cannot be stored: a 'IShape?' may hold anything; use a concrete type, declare what it holds on it with [JobDerivedType], or mark the member [JobIgnore]")]
    [InlineData("private Shape? {|#0:_m|};", "JOB2002", "'_m' cannot be stored: a 'Shape?' may hold anything; use a concrete type, declare what it holds on it with [JobDerivedType], or mark the member [JobIgnore]")]
    [InlineData("private IComparable? {|#0:_m|};", "JOB2002", "'_m' cannot be stored: a 'System.IComparable?' may hold anything; use a concrete type, declare what it holds on it with [JobDerivedType], or mark the member [JobIgnore]")]
    [InlineData("private IBag? {|#0:_m|};", "JOB2002", "'_m' cannot be stored: a 'IBag?' may hold anything; use a concrete type, declare what it holds on it with [JobDerivedType], or mark the member [JobIgnore]")]
    [InlineData("private List<IPriceDb> {|#0:_m|} = [];", "JOB2002", "'_m' cannot be stored: a 'IPriceDb' at '[]' may hold anything; use a concrete type, declare what it holds on it with [JobDerivedType], or mark the member [JobIgnore]")]
    public Task WhatCannotBeStored_IsToldARemedyThatServes(string member, string rule, string message) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        [Job("a")] public partial class A
        {
            {{member}}
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        public interface IPriceDb { Task<decimal> PriceOfAsync(string sku); }
        public abstract class PriceDb { public abstract decimal PriceOf(string sku); }
        public interface IShape { int Corners { get; } double Area(); }
        public abstract class Shape { public int Corners { get; set; } public abstract double Area(); }
        public interface IBag : System.Collections.IEnumerable { void Shake(); }
        """).Rule(rule).Message(0, message).RunAsync();

    [Fact]
    public Task AnEvent_IsToldThatNobodyCanSubscribe() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        [Job("a")] public partial class A
        {
            public event Action<string>? {|#0:Said|};
            private Task RunAsync(Context ctx) { Said?.Invoke("a"); return Task.CompletedTask; }
        }
        """).Rule("JOB2001")
        .Message(0, "'Said' cannot be stored: 'System.Action<string>?' lives in this process only; remove the event, since nobody can subscribe to the object that an attempt makes; report through the context's Progress or Log")
        .RunAsync();

    [Theory]
    [InlineData("public static event Action? M; private static void Raise() => M?.Invoke();")]
    [InlineData("public event Action? M { add { } remove { } }")]
    public Task AnEventThatKeepsNobodyInTheJob_DoesNotTrigger(string member) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        [Job("a")] public partial class A
        {
            {{member}}
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).RunAsync();

    [Theory]
    [InlineData("object? {|JOB2002:_m|};")]
    [InlineData("IComparable? {|JOB2002:_m|};")]
    [InlineData("Shape? {|JOB2002:_m|}; private abstract class Shape { public int N { get; set; } }")]
    [InlineData("List<IComparable> {|JOB2002:_m|} = [];")]
    [InlineData("(int, object) {|JOB2002:_m|};")]
    public Task OpenType_Triggers(string member) => Test("private " + member);

    [Theory]
    [InlineData("int[,,,,]? {|JOB2003:_m|};")]
    [InlineData("nint {|JOB2003:_m|};")]
    [InlineData("List<UIntPtr> {|JOB2003:_m|} = [];")]
    [InlineData("ILookup<int, int>? {|JOB2003:_m|};")]
    [InlineData("System.Collections.ObjectModel.ReadOnlyDictionary<int, int>? {|JOB2003:_m|};")]
    [InlineData("InvalidOperationException? {|JOB2003:_m|};")]
    [InlineData("System.Tuple<int, int>? {|JOB2003:_m|};")]
    [InlineData("System.ValueTuple<int> {|JOB2003:_m|};")]
    [InlineData("System.ValueTuple {|JOB2003:_m|};")]
    [InlineData("[JobConverter(typeof(Bad))] int {|JOB2003:_m|}; private sealed class Bad;")]
    [InlineData("[JobConverter(typeof(string))] DateTime? {|JOB2003:_m|};")]
    [InlineData("Base? {|JOB2003:_m|}; [JobDerivedType(typeof(string), \"s\")] private abstract class Base;")]
    [InlineData("Base? {|JOB2003:_m|}; [JobDerivedType(typeof(D), \"\")] private abstract class Base; private sealed class D : Base { public int N; }")]
    [InlineData("Base? {|JOB2003:_m|}; [JobDerivedType(typeof(D), \"d\"), JobDerivedType(typeof(E), \"d\")] private abstract class Base; private sealed class D : Base { public int N; } private sealed class E : Base { public int N; }")]
    [InlineData("Base? {|JOB2003:_m|}; [JobDerivedType(typeof(D), \"d\")] private abstract class Base; private abstract class D : Base { public int N; }")]
    [InlineData("Base? {|JOB2003:_m|}; [JobDerivedType(typeof(D<>), \"d\")] private abstract class Base; private sealed class D<T> : Base { public T? N; }")]
    [InlineData("Base? {|JOB2003:_m|}; [JobDerivedType(typeof(D), \"d\")] private abstract class Base; private sealed class D : Base { [JobName(\"$type\")] public int N; }")]
    [InlineData("System.Text.StringBuilder {|JOB2003:_m|} = new();")]
    [InlineData("List<JournaledList<int>> {|JOB2003:_m|} = [];")]
    [InlineData("Empty? {|JOB2003:_m|}; private sealed class Empty;")]
    public Task UnknownType_Triggers(string member) => Test(member.StartsWith('[') ? member : "private " + member);

    [Fact]
    public Task UnknownType_SaysWhatToUseInItsPlace() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        [Job("a")] public partial class A
        {
            private List<nint> {|#0:_handles|} = [];
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).Rule("JOB2003")
        .Message(0, "'_handles' cannot be stored: there is no stored form for 'nint' at '[]': its size is the machine's, and the next attempt may run on another; use long; or mark the member [JobIgnore]")
        .RunAsync();

    [Theory]
    [InlineData("private sealed class S { public int N { get; } = 1; }")]
    [InlineData("private sealed class S { private int _n = 1; public int M() => _n; }")]
    [InlineData("private sealed class S(int start) { public int N { get; set; } = start; }")]
    public Task StateTypeMember_ThatCannotBeRestored_Triggers(string type) => Test($"private S? {{|JOB2004:_m|}}; {type}");

    [Theory]
    [InlineData("private sealed record S(int N, string? T = null);")]
    [InlineData("private sealed class S(int n) { public int N { get; } = n; }")]
    [InlineData("private sealed class S { public required int N { get; init; } public int Computed => N; }")]
    [InlineData("private sealed class S { public int N { get; set; } [JobIgnore] public int M { get; } = 1; }")]
    public Task StateTypeMember_ThatCanBeRestored_DoesNotTrigger(string type) => Test($"private S? _m; {type}");

    [Theory]
    [InlineData("private int _n; public int {|JOB2005:n|};")]
    [InlineData("private int _a; [JobName(\"a\")] private int {|JOB2005:_b|};")]
    [InlineData("private int _a; [FormerlyNamed(\"a\")] private int {|JOB2005:_b|};")]
    public Task StoredNamesThatClash_Trigger(string members) => Test(members);

    [Theory]
    [InlineData("private int _n; public int N;")]
    [InlineData("private int _n; [JobIgnore] public int n;")]
    [InlineData("private int _n; public static int n;")]
    [InlineData("private int _n; public int n => _n;")]
    public Task StoredNamesThatDiffer_DoNotTrigger(string members) => Test(members);

    [Theory]
    [InlineData("[{|JOB2006:JobName(\"\")|}] private int _m;")]
    [InlineData("[{|JOB2006:FormerlyNamed(\" \")|}] private int _m;")]
    [InlineData("[{|JOB2006:JobTask(\"\")|}] private static void T() { }")]
    public Task InvalidStoredName_Triggers(string member) => Test(member);

    [Theory]
    [InlineData("private JournaledList<string> {|JOB2007:_m|} = [];")]
    [InlineData("public JournaledSet<int> {|JOB2007:M|} { get; set; } = [];")]
    public Task JournalThatCouldBeReplaced_Triggers(string member) => Test(member);

    [Theory]
    [InlineData("private readonly JournaledList<string> _m = [];")]
    [InlineData("private JournaledSet<int> M { get; } = [];")]
    public Task ReadOnlyJournal_DoesNotTrigger(string member) => Test(member);

    [Theory]
    [InlineData("private int _n; protected int N => _n++;", true)]
    [InlineData("public int N { get; private set; }", true)]
    [InlineData("protected int N { get; set; }", false)]
    [InlineData("[JobIgnore] private int _n; protected int N => _n++;", false)]
    [InlineData("private static int s_n; protected int N => s_n++;", false)]
    public Task StateOfABaseClass_TriggersWhereItIsOutOfReach(string member, bool triggers) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        public abstract class Base { {{member}} }
        [Job("a")] public partial class {{(triggers ? "{|JOB2008:A|}" : "A")}} : Base { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).RunAsync();

    [Theory]
    [InlineData("[Obsolete(\"Old.\", error: true)] private int {|JOB2014:_m|};")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] public int {|JOB2014:M|} { get; set; }")]
    public Task MemberThatNoCodeMayName_Triggers(string member) => Test(member);

    [Theory]
    [InlineData("[Obsolete] private int _m;")]
    [InlineData("[Obsolete(\"Old.\", error: true), JobIgnore] private int _m;")]
    public Task ObsoleteMember_DoesNotTrigger(string member) => Test(member);

    [Fact]
    public Task RequiredAndIgnored_Triggers() => Test("[JobIgnore] public required string {|JOB2009:M|} { get; init; }");

    [Theory]
    [InlineData("[JobIgnore] private Stream? _m;")]
    [InlineData("[JobIgnore] private object? M { get; set; }")]
    [InlineData("private static readonly object Gate = new();")]
    [InlineData("private const int Max = 1;")]
    [InlineData("private Stream M => Stream.Null;")]
    public Task WhatIsNotStored_DoesNotTrigger(string member) => Test(member);

    [Fact]
    public Task Pragma_AndAttribute_Suppress() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        [Job("a")]
        public partial class A
        {
        #pragma warning disable JOB2001
            private Stream? _here;
        #pragma warning restore JOB2001
            private Stream? {|JOB2001:_there|};
            [System.Diagnostics.CodeAnalysis.SuppressMessage("Jobs.State", "JOB2001")] private Stream? _elsewhere;
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).RunAsync();

    private static Task Test(string members) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        [Job("a")]
        public partial class A
        {
            {{members}}
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).RunAsync();
}
