using Jobs.Analyzers.State;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>(JOB2031)</summary>
public sealed class JournaledKeyByReferenceTests
{
    private const string Types = """
        public record Addr(string Street, List<string> Tags);
        public record Home(string City, Addr Addr);
        public class P { public int A; }
        public class Near : P;
        public class NoHash { public int A; public override bool Equals(object? o) => o is NoHash n && n.A == A; }
        public class HashOnly { public int A; public override int GetHashCode() => A; }
        public class OfBase : IEquatable<P> { public int A; public bool Equals(P? o) => o?.A == A; public override int GetHashCode() => A; }
        public struct Held { public int N; public P Owner; }
        public record struct Tagged(int N, ImmutableArray<int> Tags);
        public record Cell<T>(T Value);
        public record Base(int[] Rows);
        public record Heir(int N) : Base(new int[N]);
        public record Odd(int[] Rows) { public virtual bool Equals(Odd? o) => o?.Rows.Length == Rows.Length; }
        public record Hidden(int N) { [JobIgnore] private readonly List<int> _cache = []; public int Count => _cache.Count; }
        public record Chain(int N, Chain? Next, List<int> Late);
        [JobDerivedType(typeof(Dot), "dot"), JobDerivedType(typeof(Line), "line")] public interface IShape;
        public record Dot(int X) : IShape;
        public record Line(int X, List<int> Points) : IShape;
        public record Drawing(int N, IShape Shape);

        public record Flat(string A, int B, double? C, Uri D, Version E, DateTimeOffset F, DayOfWeek G, System.Numerics.BigInteger H, JobId I, (int, Guid) J, Half K);
        public record Nested(Flat Flat, Cell<string> Cell, KeyValuePair<int, Flat> Pair);
        public record Tree(int N, Tree? Left, Tree? Right);
        public struct Spot { public int X; public Cell<int>? Cell; public static List<int> All = []; public readonly int[] Computed => [X]; }
        public readonly record struct Id(long Value);
        public class Own { public List<int> L = []; public override bool Equals(object? o) => o is Own n && n.L.SequenceEqual(L); public override int GetHashCode() => L.Count; }
        public class Ours : Own;
        public sealed class Typed : IEquatable<Typed> { public int A; public bool Equals(Typed? o) => o?.A == A; public override int GetHashCode() => A; }
        public sealed class Explicit : IEquatable<Explicit> { public int A; bool IEquatable<Explicit>.Equals(Explicit? o) => o?.A == A; public override int GetHashCode() => A; }
        public record Lines(List<string> Texts) { public virtual bool Equals(Lines? o) => o is not null && Texts.SequenceEqual(o.Texts); public override int GetHashCode() => Texts.Count; }
        public record Page(int N, List<string> Texts) : Lines(Texts);
        public record Marked(int[] Marks, List<string> Texts) : Lines(Texts);
        public record Titled(int N, Lines Lines);
        public struct Rows : IEquatable<Rows> { public int[] R; public bool Equals(Rows o) => R.Length == o.R.Length; public override int GetHashCode() => R.Length; }
        [JobDerivedType(typeof(Leaf), "leaf"), JobDerivedType(typeof(Both), "both")] public abstract record Node;
        public record Leaf(int N) : Node;
        public record Both(Node Left, Node Right) : Node;
        [JobConverter(typeof(ColorConverter))] public sealed class Color { public static readonly Color Red = new(); }
        public record Car(Color Color);
        public record Van([JobConverter(typeof(PaintConverter))] Paint Paint);
        public sealed class Paint { public int A; }
        public sealed class ColorConverter : IJobConverter<Color> { public static void Write(System.Text.Json.Utf8JsonWriter w, Color v) => w.WriteNullValue(); public static Color Read(ref System.Text.Json.Utf8JsonReader r) => Color.Red; }
        public sealed class PaintConverter : IJobConverter<Paint> { public static void Write(System.Text.Json.Utf8JsonWriter w, Paint v) => w.WriteNullValue(); public static Paint Read(ref System.Text.Json.Utf8JsonReader r) => new(); }
        """;

    [Theory]
    [InlineData("P")]
    [InlineData("Near")]
    [InlineData("NoHash")]
    [InlineData("HashOnly")]
    [InlineData("OfBase")]
    [InlineData("int[]")]
    [InlineData("byte[]")]
    [InlineData("ImmutableArray<int>")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("HashSet<string>")]
    [InlineData("ImmutableDictionary<string, int>")]
    [InlineData("PriorityQueue<int, int>")]
    [InlineData("Addr")]
    [InlineData("Home")]
    [InlineData("Held")]
    [InlineData("Held?")]
    [InlineData("Tagged")]
    [InlineData("Cell<P>")]
    [InlineData("Cell<Cell<int[]>>")]
    [InlineData("Heir")]
    [InlineData("Odd")]
    [InlineData("Hidden")]
    [InlineData("Chain")]
    [InlineData("IShape")]
    [InlineData("Drawing")]
    [InlineData("(int, P)")]
    [InlineData("KeyValuePair<int, P>")]
    public async Task KeyThatIsEqualOnlyToItself_Triggers(string type)
    {
        await Test($"private readonly JournaledSet<{type}> [|_m|] = [];");
        await Test($"private readonly JournaledDictionary<{type}, int> [|_m|] = new();");
    }

    [Theory]
    [InlineData("int")]
    [InlineData("string")]
    [InlineData("DayOfWeek")]
    [InlineData("Uri")]
    [InlineData("Guid?")]
    [InlineData("System.Text.Rune")]
    [InlineData("Flat")]
    [InlineData("Nested")]
    [InlineData("Tree")]
    [InlineData("Spot")]
    [InlineData("Id?")]
    [InlineData("Own")]
    [InlineData("Ours")]
    [InlineData("Typed")]
    [InlineData("Explicit")]
    [InlineData("Lines")]
    [InlineData("Page")]
    [InlineData("Titled")]
    [InlineData("Rows")]
    [InlineData("Node")]
    [InlineData("Cell<Cell<int>>")]
    [InlineData("(int A, Tree B, (Guid, Own))")]
    [InlineData("KeyValuePair<int, string>")]
    public async Task KeyThatIsEqualByValue_DoesNotTrigger(string type)
    {
        await Test($"private readonly JournaledSet<{type}> _m = [];");
        await Test($"private readonly JournaledDictionary<{type}, int[]> _m = new(null);");
    }

    [Fact]
    public Task MemberThatADerivedRecordAdds_IsComparedBesideTheEqualsOfItsBase() => Test("private readonly JournaledSet<Marked> [|_m|] = [];");

    [Theory]
    [InlineData("Color")]
    [InlineData("Car")]
    [InlineData("Van")]
    public Task KeyThatAConverterReads_DoesNotTrigger(string type) => Test($"private readonly JournaledSet<{type}> _m = [];");

    [Theory]
    [InlineData("private readonly JournaledDictionary<P, int> _m = new(new ByA());")]
    [InlineData("private readonly JournaledDictionary<P, int> _m = new(comparer: new ByA()) { [new P()] = 1 };")]
    [InlineData("private JournaledSet<P> M { get; } = new JournaledSet<P>(new ByA());")]
    [InlineData("private readonly JournaledSet<P> _m = Make(); private static JournaledSet<P> Make() => new(new ByA());")]
    public Task InitializerWithAComparer_DoesNotTrigger(string members) => Test(members + ByA);

    [Theory]
    [InlineData("private readonly JournaledDictionary<P, int> [|_m|] = new(null);")]
    [InlineData("private readonly JournaledDictionary<P, int> [|_m|] = new(comparer: default);")]
    [InlineData("private readonly JournaledDictionary<P, int> [|_m|] = new() { [new P()] = 1 };")]
    [InlineData("private readonly JournaledDictionary<P, int> [|_m|] = new JournaledDictionary<P, int> { };")]
    [InlineData("private readonly JournaledSet<P> [|_m|] = new(EqualityComparer<P>.Default);")]
    [InlineData("private readonly JournaledSet<P> [|_m|] = [new P()];")]
    [InlineData("private JournaledSet<P> [|M|] { get; } = [];")]
    public Task InitializerWithoutAComparer_Triggers(string members) => Test(members);

    [Theory]
    [InlineData("private readonly JournaledDictionary<string, P> _m = [];")]
    [InlineData("private readonly JournaledList<P> _m = [];")]
    [InlineData("private readonly Dictionary<P, int> _m = [];")]
    [InlineData("[JobIgnore] private readonly JournaledSet<P> _m = [];")]
    [InlineData("private static readonly JournaledSet<P> s_m = [];")]
    public Task WhereNoStoredKeyIsLookedFor_DoesNotTrigger(string members) => Test(members);

    [Theory]
    [InlineData("object")]
    [InlineData("System.IO.Stream")]
    [InlineData("Action")]
    [InlineData("IComparable")]
    [InlineData("Grows<int>")]
    [InlineData("{|CS0246:Missing|}")]
    public Task KeyThatCannotBeStored_IsLeftToTheRulesThatSaySo(string type) =>
        Test($"private readonly JournaledSet<{type}> _m = []; public record Grows<T>(Grows<Grows<T>>? A, Grows<Cell<T>>? B);");

    [Theory]
    [InlineData("public record struct S(int A, string B);", false)]
    [InlineData("public record S(int A, string B);", false)]
    [InlineData("public struct S { public int A; private string _b; public S(string b) => _b = b; }", false)]
    [InlineData("public class S { public int A { get; set; } public override bool Equals(object? o) => o is S s && s.A == A; public override int GetHashCode() => A; }", false)]
    [InlineData("public record struct S(int A, System.Collections.Generic.List<int> B);", true)]
    [InlineData("public record S(int A, int[] B);", true)]
    [InlineData("public struct S { public int A; public int[] B; }", true)]
    [InlineData("public class S { public int A { get; set; } }", true)]
    public async Task CompiledKey_IsJudgedAsOneOfSource(string type, bool triggers)
    {
        foreach (var asReferenceAssembly in new[] { true, false })
        {
            var library = TestLibrary.Of(type, asReferenceAssembly);
            await AnalyzerTest.Of<JournaledKeyByReferenceAnalyzer>(Job($"private readonly JournaledSet<S> {(triggers ? "[|_m|]" : "_m")} = [];"))
                .With(TestCompilationOptions.Default with { FurtherReferences = [library.Reference] }).RunAsync();
        }
    }

    [Theory]
    [InlineData("JournaledDictionary<Addr, int>", "Keys", "'Addr.Tags' is of type 'System.Collections.Generic.List<string>', which is compared by reference", "give 'Addr' an Equals and a GetHashCode of its own, use keys")]
    [InlineData("JournaledSet<Home>", "Items", "'Home.Addr.Tags' is of type 'System.Collections.Generic.List<string>', which is compared by reference", "give 'Addr' an Equals and a GetHashCode of its own, use items")]
    [InlineData("JournaledSet<P>", "Items", "'P' has no Equals of its own", "give 'P' an Equals and a GetHashCode of its own, use items")]
    [InlineData("JournaledSet<NoHash>", "Items", "'NoHash' has no GetHashCode of its own", "give 'NoHash' an Equals and a GetHashCode of its own, use items")]
    [InlineData("JournaledSet<int[]>", "Items", "'int[]' is compared by reference", "use items")]
    [InlineData("JournaledDictionary<(int, int[] Rows), int>", "Keys", "'Rows' is of type 'int[]', which is compared by reference", "use keys")]
    [InlineData("JournaledSet<Cell<Held?>>", "Items", "'Cell<Held?>.Value.Owner' is of type 'P', which has no Equals of its own", "give 'P' an Equals and a GetHashCode of its own, use items")]
    [InlineData("JournaledSet<IShape>", "Items", "'Line.Points' is of type 'System.Collections.Generic.List<int>', which is compared by reference", "give 'Line' an Equals and a GetHashCode of its own, use items")]
    [InlineData("JournaledSet<Drawing>", "Items", "'((Line)Drawing.Shape).Points' is of type 'System.Collections.Generic.List<int>', which is compared by reference", "give 'Line' an Equals and a GetHashCode of its own, use items")]
    public Task Message_NamesThePathAndTheRemedy(string type, string keys, string cause, string remedy) =>
        AnalyzerTest.Of<JournaledKeyByReferenceAnalyzer>(Job($"private readonly {type} {{|#0:_m|}} = [];") + Types)
            .Message(0, $"{keys} of '_m' of job 'A' must be equal by what they hold: {cause}, so an attempt that resumes does not find the stored ones, and entries come twice or come back; "
                + $"{remedy} of another type, or give '_m' a comparer in its initializer")
            .RunAsync();

    private const string ByA = """
         private sealed class ByA : IEqualityComparer<P> { public bool Equals(P? a, P? b) => a?.A == b?.A; public int GetHashCode(P p) => p.A; }
        """;

    private static string Job(string members) => $$"""
        [Job("a")] public partial class A
        {
            {{members}}
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }

        """;

    private static Task Test(string members) => AnalyzerTest.Of<JournaledKeyByReferenceAnalyzer>(Job(members) + Types).RunAsync();
}
