using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Run;

/// <summary>Objects of state come back as they were, whatever their constructors and accessors do.</summary>
public class ConstructionTests
{
    [Fact]
    public void Members_ThatAParameterCouldBothBe_AreTakenByTheExactName() => Equal(
        "public record R(int Count) { public int _count; }",
        "new R(1) { _count = 2 }",
        """{"Count":1,"count":2}""");

    [Fact]
    public void Members_ThatAParameterCouldBothBe_AreTakenByTheNearestName() => Equal(
        "public class R { public int _count; public R(int count) { Count = count; } public int Count { get; } }",
        "new R(1) { _count = 2 }",
        """{"count":2,"Count":1}""");

    [Theory]
    [InlineData("public record struct R(int X) { public int X { get; set; } = X * 2; }")]
    [InlineData("public record R(int X) { public int X { get; init; } = X * 2; }")]
    [InlineData("public record R(int X = 1) { public int X { get; init; } = X * 2; }")]
    [InlineData("public class R(int x) { public int X { get; set; } = x * 2; }")]
    public void Constructor_ThatTransformsItsParameter_DoesNotTransformWhatWasStored(string type) => Equal(type, "new R(3)", """{"X":6}""");

    [Fact]
    public void Member_OfATransformingConstructorsDefault_TakesTheDefaultWhenMissing()
    {
        using var jobs = Emitted.Of(Job("public record R(int X = 1) { public int X { get; init; } = X * 2; }", "new R(3)"));
        var restored = Emitted.Restore(jobs.Descriptor(), "{}", """{"r":{}}""");

        Assert.Equal("""{"r":{"X":2}}""", Emitted.State(jobs.Descriptor(), restored));
    }

    [Theory]
    [InlineData("public class R { [System.Diagnostics.CodeAnalysis.MaybeNull] public string M { get; set; } }")]
    [InlineData("public class R { [System.Diagnostics.CodeAnalysis.AllowNull] public string M { get; set; } }")]
    [InlineData("public class R { [System.Diagnostics.CodeAnalysis.MaybeNull] public string M; }")]
    public void Member_WhoseAttributeAllowsNull_MayBeNull(string type) => Equal("#nullable disable warnings\n" + type, "new R()", """{"M":null}""");

    [Fact]
    public void JobMember_WhoseAttributeAllowsNull_MayBeNull()
    {
        using var jobs = Emitted.Of(
            """
            #nullable disable warnings
            [Job("a")] public partial class A
            {
                [System.Diagnostics.CodeAnalysis.MaybeNull] private string _m;
                private Task RunAsync(Context c) => Task.FromResult(_m);
            }
            """);

        var restored = Emitted.Restore(jobs.Descriptor(), "{}", Emitted.State(jobs.Descriptor(), jobs.New()));
        Assert.Equal("""{"m":null}""", Emitted.State(jobs.Descriptor(), restored));
    }

    [Theory]
    [InlineData("[JobIgnore] public override int N { get; set; }", """{"M":1}""")]
    [InlineData("[JobIgnore] public override int N { get => base.N + 1; set => base.N = value; }", """{"M":1}""")]
    [InlineData("public override int N { get => base.N; set => base.N = value; }", """{"N":2,"M":1}""")]
    public void Override_ThatIsLeftOut_LeavesOutWhatItOverrides(string member, string json) => Equal(
        $"public class B {{ public virtual int N {{ get; set; }} }} public class R : B {{ {member} public int M {{ get; set; }} }}",
        "new R { N = 2, M = 1 }",
        json);

    [Fact]
    public void Setter_ThatChangesAnotherMember_LeavesTheOtherAsItWas() => InPreview(
        "public class R { public int Hits { get; set; } public int N { get; set { field = value; Hits++; } } }", "new R { N = 5 }", """{"Hits":1,"N":5}""");

    [Fact]
    public void JobSetter_ThatChangesAnotherMember_LeavesTheOtherAsItWas()
    {
        using var jobs = new Emitted(
            GeneratorRun.Of(
                    """
                    [Job("a")] public partial class A
                    {
                        public int Hits { get; set; }
                        public int N { get; set { field = value; Hits++; } }
                        private Task RunAsync(Context c) => Task.CompletedTask;
                    }
                    """)
                .With(TestCompilationOptions.Default with { LanguageVersion = Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview })
                .CompilesWithoutErrors().Load());
        var state = """{"Hits":1,"N":5}""";

        Assert.Equal(state, Emitted.State(jobs.Descriptor(), Emitted.Restore(jobs.Descriptor(), "{}", state)));
    }

    [Fact]
    public void Setter_ThatAsksForAnotherMember_FindsItSet() => InPreview(
        "public class R { public int Cur { get; set { if (value > Max) throw new System.ArgumentException(\"big\"); field = value; } } public int Max { get; set; } = 10; }",
        "new R { Max = 100, Cur = 50 }",
        """{"Cur":50,"Max":100}""");

    [Theory]
    [InlineData("public partial class R { public int M { get; set; } public partial int N { get; set; } } public partial class R { public partial int N { get => field; set => field = value; } }")]
    [InlineData("public partial class R { public int M { get; set; } public partial int N { get => field; set => field = value; } } public partial class R { public partial int N { get; set; } }")]
    public void PartialProperty_ThatHoldsAValue_IsStored(string type) => InPreview(type, "new R { M = 1, N = 5 }", """{"M":1,"N":5}""");

    [Theory]
    [InlineData("public record B(string Path); public record R(string Path, int N) : B(\"/\" + Path);", "new R(\"x\", 1)", """{"Path":"/x","N":1}""")]
    [InlineData("public record B(int X, int Y); public record R(int X, int Y) : B(Y, X);", "new R(1, 2)", """{"X":2,"Y":1}""")]
    [InlineData("public record Z(int X); public record B(int X) : Z(X * 10); public record R(int X) : B(X);", "new R(3)", """{"X":30}""")]
    [InlineData("public record Z(int X); public record B(int X) : Z(X: X); public record R(int X) : B(X);", "new R(3)", """{"X":3}""")]
    public void BaseRecord_ThatIsGivenSomethingElse_KeepsWhatWasStored(string types, string value, string json) => Equal(types, value, json);

    [Fact]
    public void CompiledProperty_ThatIsAViewOfAnother_LeavesTheOtherAsItWas()
    {
        var library = TestLibrary.Of("public class R { public int A { get; set; } public int Double { get => A * 2; set => A = value; } }");
        using var jobs = Emitted.With(library, Job("", "new R { A = 3 }"));

        RoundTrips(jobs, """{"A":3,"Double":6}""");
    }

    [Fact]
    public void CompiledRecord_WhoseConstructorTransforms_DoesNotTransformWhatWasStored()
    {
        var library = TestLibrary.Of("public record R(int X) { public int X { get; init; } = X * 2; }");
        using var jobs = Emitted.With(library, Job("", "new R(3)"));

        RoundTrips(jobs, """{"X":6}""");
    }

    [Fact]
    public void CompiledBaseClass_WithProtectedState_IsStored()
    {
        var library = TestLibrary.Of("public abstract class Base { protected int _count; protected int Seen { get; set; } public void Inc() { _count++; Seen += 2; } }");
        using var jobs = Emitted.With(library, """[Job("a")] public partial class A : Base { private Task RunAsync(Context c) => Task.CompletedTask; }""");
        var job = jobs.New();
        job.GetType().GetMethod("Inc")!.Invoke(job, []);

        var restored = Emitted.Restore(jobs.Descriptor(), "{}", Emitted.State(jobs.Descriptor(), job));
        Assert.Equal("""{"count":1,"Seen":2}""", Emitted.State(jobs.Descriptor(), restored));
    }

    private static void Equal(string type, string value, string json)
    {
        using var jobs = Emitted.Of(Job(type, value));
        RoundTrips(jobs, json);
    }

    private static void InPreview(string type, string value, string json)
    {
        using var jobs = new Emitted(
            GeneratorRun.Of(Job(type, value)).With(TestCompilationOptions.Default with { LanguageVersion = Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview })
                .CompilesWithoutErrors().Load());
        RoundTrips(jobs, json);
    }

    private static void RoundTrips(Emitted jobs, string json)
    {
        var state = Emitted.State(jobs.Descriptor(), jobs.New());
        Assert.Equal($$"""{"r":{{json}}}""", state);
        Assert.Equal(state, Emitted.State(jobs.Descriptor(), Emitted.Restore(jobs.Descriptor(), "{}", state)));
    }

    private static string Job(string type, string value) =>
        $$"""
        {{type}}
        [Job("a")] public partial class A
        {
            private R _r = {{value}};
            private Task RunAsync(Context c) => Task.FromResult(_r);
        }
        """;
}
