using Jobs.Analyzers.Declaration;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>State that no generated code could reach: an error rather than lost in silence.</summary>
public sealed class LostStateTests
{
    [Theory]
    [InlineData("public class S { public int N { get; private set; } public void Inc() => N++; }")]
    [InlineData("public record S(string Name) { public int N { get; private set; } }")]
    [InlineData("public class S { public int A { get; set; } protected int _n; }")]
    [InlineData("public class S { public int A { get; set; } protected int N { get; set; } }")]
    [InlineData("public class S { public List<int> Items { get; } = []; public int A { get; set; } }")]
    [InlineData("public struct S { public int A; private int _n; public int Next() => _n++; }")]
    [InlineData("public struct S(int start) { public int A; public int Next() => start++; }")]
    [InlineData("public interface I { int N { get; set; } } public class S : I { public int A { get; set; } int I.N { get; set; } }")]
    [InlineData("public class B { public int N { get; set; } } public class S : B { public new int N { get; set; } }")]
    public async Task CompiledStateType_WithAMemberOutOfReach_Triggers(string type)
    {
        await Compiled(type, "private S? {|JOB2004:_m|};", asReferenceAssembly: true);
        await Compiled(type, "private S? {|JOB2004:_m|};", asReferenceAssembly: false);
    }

    [Theory]
    [InlineData("public record S(string Name, int N) { public string Upper => Name.ToUpperInvariant(); }")]
    [InlineData("public record struct S(string Name, int N);")]
    [InlineData("public class S { public string Name { get; set; } = \"\"; public List<int>? L { get; init; } public string Upper => Name + L; }")]
    [InlineData("public class S { private int _n; public int N { get => _n; set => _n = value; } }")]
    [InlineData("public class S { protected int _n; public int N { get => _n; set => _n = value; } }")]
    [InlineData("public struct S { private int _n; public int N { get => _n; set => _n = value; } }")]
    [InlineData("public struct S { private double x; public double X { readonly get => x; set => x = value; } public double Y { get; set; } }")]
    [InlineData("public readonly struct S { private readonly decimal _amount; public S(decimal amount) => _amount = amount; public decimal Amount => _amount; }")]
    [InlineData("public class S(int n) { public int N { get; } = n; }")]
    [InlineData("public class S { public int N { get; set; } [JobIgnore] public int M { get; private set; } }")]
    [InlineData("public abstract record B(int N); public sealed record S(int N, string T) : B(N);")]
    [InlineData("public class B { public virtual int N { get; set; } } public class S : B { public override int N { get; set; } }")]
    public async Task CompiledStateType_OfData_DoesNotTrigger(string type)
    {
        await Compiled(type, "private S? _m;", asReferenceAssembly: true);
        await Compiled(type, "private S? _m;", asReferenceAssembly: false);
    }

    [Fact]
    public Task TypeThatGrowsWithEachStep_IsToldSo_AndDoesNotHoldTheCompilerUp() =>
        AnalyzerTest.Of<JobFindingsAnalyzer>(Job("private Grows<int>? {|#0:_g|}; public sealed class Grows<T> { public Grows<Grows<T>>? Next { get; set; } }")).Rule("JOB2003")
            .Message(0, "'_g' cannot be stored: there is no stored form for 'A.Grows<T>' at '.Next.Next.Next.Next…': it nests without end; use a type that holds values of its own kind in a list; or mark the member [JobIgnore]")
            .RunAsync();

    [Fact]
    public Task CompiledStateType_WithAMemberOutOfReach_SaysThatAConverterHelps()
    {
        var library = TestLibrary.Of("public class S { public int Total { get; private set; } }");
        return AnalyzerTest.Of<JobFindingsAnalyzer>(Job("private S? {|#0:_s|};")).Rule("JOB2004")
            .With(TestCompilationOptions.Default with { FurtherReferences = [library.Reference] })
            .Message(0, "'_s' cannot be stored: 'Total' of 'S?' cannot be read and set again from here; name a converter with [JobConverter], or store a type of your own in its place")
            .RunAsync();
    }

    [Theory]
    [InlineData("public int N { get; private set; } protected void Inc() => N++;", true)]
    [InlineData("protected int N { get; private set; }", true)]
    [InlineData("protected int N { get; set; } protected int _m; public int P { get; set; } public int Q => N + _m;", false)]
    public async Task CompiledBaseClass_TriggersWhereItsStateIsOutOfReach(string members, bool triggers)
    {
        foreach (var asReferenceAssembly in new[] { true, false })
        {
            var library = TestLibrary.Of($$"""public abstract class Base { {{members}} }""", asReferenceAssembly);
            await AnalyzerTest.Of<JobFindingsAnalyzer>(
                    $$"""
                    [Job("a")] public partial class {{(triggers ? "{|JOB2008:A|}" : "A")}} : Base { private Task RunAsync(Context ctx) => Task.CompletedTask; }
                    """)
                .With(TestCompilationOptions.Default with { FurtherReferences = [library.Reference] }).RunAsync();
        }
    }

    [Theory]
    [InlineData("private interface I { int N { get; set; } } private sealed class S : I { public int A { get; set; } int I.N { get; set; } }")]
    [InlineData("private class B { public int N { get; set; } } private sealed class S : B { public new int N { get; set; } }")]
    [InlineData("private class B { public int N { get; set; } } private sealed class S : B { public new int N => base.N; }")]
    [InlineData("private sealed class S(int start) { public int A { get; set; } public S() : this(0) { } public int Next() => start++; }")]
    [InlineData("private class B(int start) { public int Next() { var n = start; return n; } } private sealed class S() : B(0) { public int A { get; set; } }")]
    [InlineData("private struct S(int start) { public int A; public int Next { get { return start++; } } }")]
    public Task StateType_ThatHidesState_Triggers(string type) => Test($"private S? {{|JOB2004:_m|}}; {type}");

    [Theory]
    [InlineData("private interface I { int N { get; } } private sealed class S : I { public int A { get; set; } int I.N => A; }")]
    [InlineData("private interface I { int N { get; set; } } private sealed class S : I { public int A { get; set; } [JobIgnore] int I.N { get; set; } }")]
    [InlineData("private class B { public virtual int N { get; set; } } private sealed class S : B { public override int N { get; set; } }")]
    [InlineData("private sealed class S(int start) { public int Start { get; set; } = start; public static string Name => nameof(start); public int M(int start) => start; public S Copy() => new(start: 1); }")]
    [InlineData("private record S(int N) { public int Twice() => N * 2; }")]
    public Task StateType_ThatHidesNothing_DoesNotTrigger(string type) => Test($"private S? _m; {type}");

    [Fact]
    public Task CapturedParameter_OfAStateType_IsNamedWithItsRemedy() => AnalyzerTest.Of<JobFindingsAnalyzer>(Job(
        "private Cap {|#0:_cap|} = new(5); private sealed class Cap(int start) { public int A { get; set; } public int Next() => start++; }")).Rule("JOB2004")
        .Message(0, "'_cap' cannot be stored: 'start' of 'A.Cap' is a parameter of its primary constructor that its code uses later on, and so a field without a name; make a field or property of it, and use that")
        .RunAsync();

    [Fact]
    public Task ExplicitProperty_OfAJob_Triggers() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        public interface IState { int Pos { get; set; } [JobIgnore] int Size { get; set; } int Twice { get; } }
        [Job("a")] public partial class A : IState
        {
            int IState.{|#0:Pos|} { get; set; }
            [JobIgnore] int IState.Size { get; set; }
            int IState.Twice => 2;
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).Rule("JOB2014")
        .Message(0, "'IState.Pos' cannot be stored: it implements an interface explicitly, so the code that would store it cannot name it; implement it as a public property, or mark the member [JobIgnore]")
        .RunAsync();

    [Fact]
    public Task MemberOfABaseClass_ThatTheJobHides_Triggers() => AnalyzerTest.Of<JobFindingsAnalyzer>(
        """
        public abstract class Base { public int N { get; set; } public virtual int V { get; set; } }
        [Job("a")] public partial class A : Base
        {
            public new int {|#0:N|} { get; set; }
            public override int V { get; set; }
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).Rule("JOB2005")
        .Message(0, "'Base.N' and 'A.N' of 'A' would both be stored as 'N'; rename one, since the code that stores them can name only what hides the other")
        .RunAsync();

    [Theory]
    [InlineData("get => base.N + 1; set => base.N = value;")]
    [InlineData("get { return -base.N; }")]
    [InlineData("get => _shift;")] // The base's setter still keeps a value.
    public Task Override_ThatShowsAnotherValueThanItsBaseKeeps_Triggers(string accessors) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        public abstract class Base { public virtual int N { get; set; } }
        [Job("a")] public partial class A : Base
        {
            private int _shift = 1;
            public override int {|#0:N|} { {{accessors}} }
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """).Rule("JOB2005")
        .Message(0, "'Base.N' and 'A.N' of 'A' would both be stored as 'N'; let its getter return 'N' of the base as it is, keep what else it shows in a member of another name, or mark it [JobIgnore]")
        .RunAsync();

    [Theory]
    [InlineData("public override int N { get => base.N; set { base.N = value; _changes++; } }")]
    [InlineData("public override int N { get { return base.N; } set => base.N = value < 0 ? 0 : value; }")]
    [InlineData("public override int N { set { base.N = value; _changes++; } }")]
    [InlineData("public override int N { get => _changes + 1; set => _changes = value - 1; }")]
    [InlineData("public override int N { get; set; }")]
    [InlineData("[JobIgnore] public override int N { get => base.N + 1; set => base.N = value; }")]
    public Task Override_ThatShowsWhatIsKept_DoesNotTrigger(string member) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        public abstract class Base { public virtual int N { get; set; } }
        [Job("a")] public partial class A : Base { private int _changes; {{member}} private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).RunAsync();

    [Theory]
    [InlineData("get => base.N + 1; set => base.N = value;", true)]
    [InlineData("get => base.N; set => base.N = value;", false)]
    public Task StateType_WithSuchAnOverride_IsJudgedAlike(string accessors, bool triggers) =>
        Test($"public class Base {{ public virtual int N {{ get; set; }} }} public class S : Base {{ public override int N {{ {accessors} }} }} private S {(triggers ? "{|JOB2004:_m|}" : "_m")} = new();");

    [Theory]
    [InlineData("public abstract class Base(int start = 1) { protected int Next() => start++; }", true)]
    [InlineData("public interface I { int N { get; set; } } public abstract class Base : I { int I.N { get; set; } }", true)]
    [InlineData("public abstract class Base(int start = 1) { protected int Start { get; set; } = start; }", false)]
    public Task BaseClass_ThatHidesState_Triggers(string type, bool triggers) => AnalyzerTest.Of<JobFindingsAnalyzer>(
        $$"""
        {{type}}
        [Job("a")] public partial class {{(triggers ? "{|JOB2008:A|}" : "A")}} : Base { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).RunAsync();

    [Theory]
    [InlineData("[System.Runtime.CompilerServices.InlineArray(4)] private struct S { private int _first; }")]
    [InlineData("[System.Runtime.CompilerServices.InlineArray(4)] private struct S { public int First; }")]
    [InlineData("private sealed class S : List<int> { public int A { get; set; } }")]
    public Task TypeThatShowsOnlyAPart_Triggers(string type) => Test($"private S {{|JOB2003:_m|}} = new(); {type}");

    private static Task Compiled(string type, string member, bool asReferenceAssembly) => AnalyzerTest.Of<JobFindingsAnalyzer>(Job(member))
        .With(TestCompilationOptions.Default with { FurtherReferences = [TestLibrary.Of(type, asReferenceAssembly).Reference] }).RunAsync();

    private static Task Test(string members) => AnalyzerTest.Of<JobFindingsAnalyzer>(Job(members)).RunAsync();

    private static string Job(string members) =>
        $$"""
        [Job("a")]
        public partial class A
        {
            {{members}}
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """;
}
