namespace Jobs.Generators.Tests.Run;

/// <summary>Every kind of type that state may have, with values at its edges.</summary>
public static class StateTypes
{
    /// <summary>Types that the rows use.</summary>
    public const string Declarations = """
        using System.Collections.Concurrent; using System.Collections.Frozen; using System.Collections.ObjectModel; using System.Numerics; using System.Text;
        public enum Plain { Zero, One, [JobName("zwei")] Two, AlsoOne = 1, Minus = -5 }
        public enum Tiny : sbyte { Low = sbyte.MinValue, High = sbyte.MaxValue }
        public enum Huge : ulong { None, Top = ulong.MaxValue }
        [Flags] public enum Rights { None, Read = 1, Write = 2, Both = 3, Run = 8, Sign = int.MinValue }
        public sealed record Point(int X, int Y);
        public record Open(string? Name, Point? At = null) { public int Extra { get; init; } = 7; public int More { get; set; } }
        public readonly record struct Pair<T>(T Left, T Right);
        public sealed record Arrays<T>(T[] Items);
        public record struct Mutable(int A) { public string? B; }
        public sealed class Node { public string? Name { get; set; } public Node? Next { get; set; } public List<Node> Children { get; set; } = new(); public override bool Equals(object? o) => o is Node n && n.Name == Name && Equals(n.Next, Next) && n.Children.SequenceEqual(Children); public override int GetHashCode() => 1; }
        public sealed class Ctor { [JobIgnore] private readonly string _cached = ""; public Ctor(int n, string text = "d") { N = n; Text = text; _cached = text; } public int N { get; } public int Twice => 2 * N + _cached.Length; [JobName("t")] public string Text { get; } public override bool Equals(object? o) => o is Ctor c && c.Text == Text && c.N == N; public override int GetHashCode() => 1; }
        public sealed class Req { public required int A { get; init; } public required string? B { get; set; } public int C { get; init; } = 3; public override bool Equals(object? o) => o is Req r && r.A == A && r.B == B && r.C == C; public override int GetHashCode() => 1; }
        public sealed class Sets { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Sets(int a) => A = a; public required int A { get; init; } public int B { get; set; } public override bool Equals(object? o) => o is Sets s && s.A == A && s.B == B; public override int GetHashCode() => 1; }
        public sealed class Fields { public int A; public string? @class; public readonly int Z = 1; public Fields() { } public Fields(int z) { Z = z; } public override bool Equals(object? o) => o is Fields f && f.A == A && f.Z == Z; public override int GetHashCode() => 1; }
        """;

    /// <summary>Those that stand as keys too.</summary>
    private static readonly string[] s_keys =
    [
        "bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "Int128", "UInt128", "BigInteger", "float", "double", "Half", "decimal",
        "char", "Rune", "Index", "Range", "Guid", "JobId", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan",
        "Plain", "Tiny", "Huge", "Rights", "Point", "(int, string?)",
    ];

    public static IReadOnlyList<(string Type, string Values)> Rows { get; } =
    [
        ("bool", "true, false"),
        ("byte", "0, 255"), ("sbyte", "-128, 127"), ("short", "short.MinValue, short.MaxValue"), ("ushort", "0, 65535"),
        ("int", "int.MinValue, 0, int.MaxValue"), ("uint", "uint.MaxValue"), ("long", "long.MinValue, long.MaxValue"), ("ulong", "ulong.MaxValue"),
        ("Int128", "Int128.MinValue, 0, Int128.MaxValue"), ("UInt128", "0, UInt128.MaxValue"),
        ("BigInteger", "BigInteger.Zero, BigInteger.MinusOne, BigInteger.Pow(10, 5000), -BigInteger.Pow(7, 999)"),
        ("Rune", "new Rune('a'), new Rune(0x1F600), new Rune(0), new Rune(0x10FFFF)"),
        ("Index", "new Index(0), ^0, int.MaxValue, ^int.MaxValue"), ("Range", "Range.All, 1..^2, ..3"),
        ("float", "0f, -0f, float.Epsilon, float.MaxValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0.1f, 1e-45f"),
        ("double", "0d, -0d, double.Epsilon, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.1 + 0.2, 1e308"),
        ("Half", "Half.Epsilon, Half.MaxValue, Half.MinValue, Half.NaN, Half.NegativeInfinity, Half.NegativeZero, (Half)0.1"),
        ("decimal", "decimal.MinValue, decimal.MaxValue, 0.0000000000000000000000000001m, 1.000m"),
        ("char", "'a', '\\0', '\\uD800', '\\uFFFF', '\"', '\\\\'"),
        ("string?", "null, \"\", \"a\\\"\\\\\\n\\0\\u2028<é\\uD83D\\uDE00\", new string('x', 100000)"),
        ("Guid", "Guid.Empty, new Guid(\"00112233-4455-6677-8899-aabbccddeeff\")"),
        ("Uri?", "null, new Uri(\"https://example.com/a b?q=%20\"), new Uri(\"../relative/x y\", UriKind.Relative)"),
        ("Version?", "null, new Version(1, 2), new Version(1, 2, 3, 4)"),
        ("JobId", "JobId.None, new JobId(long.MaxValue)"),
        ("DateTime", "DateTime.MinValue, DateTime.MaxValue, new DateTime(2026, 3, 1, 1, 2, 3, DateTimeKind.Utc).AddTicks(7), new DateTime(2026, 3, 1, 1, 2, 3, DateTimeKind.Local), DateTime.UnixEpoch"),
        ("DateTimeOffset", "DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-9.5)).AddTicks(1)"),
        ("DateOnly", "DateOnly.MinValue, DateOnly.MaxValue"), ("TimeOnly", "TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(1, 2)"),
        ("TimeSpan", "TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromTicks(-1)"),
        ("byte[]?", "null, new byte[0], new byte[] { 0, 255, 128 }"),
        ("int?", "null, 0, int.MinValue"), ("Guid?", "null, Guid.Empty"), ("Plain?", "null, Plain.Two"), ("Point?", "null, new Point(1, -1)"),
        ("Plain", "Plain.Zero, Plain.One, Plain.Two, Plain.Minus, (Plain)99"), ("Tiny", "Tiny.Low, Tiny.High, (Tiny)3"), ("Huge", "Huge.Top, Huge.None, (Huge)5"),
        ("Rights", "Rights.None, Rights.Read, Rights.Both, Rights.Both | Rights.Run, Rights.Sign | Rights.Read, (Rights)64, (Rights)65"),
        ("int[]?", "null, new int[0], new[] { 1, -2 }"), ("string?[][]?", "null, new string?[][] { new string?[] { null, \"a\" }, new string?[0] }"),
        ("List<int>?", "null, new(), new() { 1, 2 }"), ("List<List<string?>?>", "new() { null, new() { null, \"\" } }"),
        ("HashSet<string>?", "null, new(), new() { \"a\", \"A\" }"), ("SortedSet<int>", "new() { 3, 1 }"),
        ("LinkedList<string?>?", "null, new(), new(new[] { \"a\", null })"), ("Collection<int>", "new(), new() { 1, 2 }"), ("ReadOnlyCollection<int>?", "null, new(new[] { 1, 2 })"), ("ObservableCollection<Point>", "new(), new() { new(1, 2) }"),
        ("ConcurrentQueue<int>", "new(), new(new[] { 1, 2, 3 })"), ("ConcurrentStack<int>", "new(), new(new[] { 1, 2, 3 })"), ("ConcurrentBag<int>?", "null, new(new[] { 1, 1, 2 })"),
        ("ConcurrentDictionary<string, int>", "new(), new(new Dictionary<string, int> { [\"a\"] = 1, [\"A\"] = 2 }), new(StringComparer.OrdinalIgnoreCase)"),
        ("FrozenSet<string>", "FrozenSet<string>.Empty, new[] { \"a\", \"b\" }.ToFrozenSet(), new[] { \"a\" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase)"), ("FrozenDictionary<Plain, Point>", "FrozenDictionary<Plain, Point>.Empty, new Dictionary<Plain, Point> { [Plain.Two] = new(1, 2) }.ToFrozenDictionary()"),
        ("PriorityQueue<string, int>", "new(), new(new[] { (\"a\", 3), (\"b\", 1), (\"c\", 1), (\"d\", 2) })"), ("PriorityQueue<Point?, string>", "new(new[] { ((Point?)null, \"B\"), (new Point(1, 2), \"a\") }, StringComparer.OrdinalIgnoreCase)"),
        ("SortedList<string, int?>", "new(), new() { [\"b\"] = null, [\"a\"] = 2 }"), ("SortedList<DateTime, int>", "new() { [DateTime.UnixEpoch] = 1 }"),
        ("Memory<byte>", "default, new byte[] { 1, 255 }.AsMemory(1)"), ("ReadOnlyMemory<byte>", "default, new byte[] { 1 }"), ("Memory<int>", "default, new[] { 1, 2, 3 }.AsMemory(1)"), ("ReadOnlyMemory<string?>", "new string?[] { null, \"a\" }"),
        ("int[,]?", "null, new int[0, 0], new int[3, 0], new int[0, 3], new int[,] { { 1, 2, 3 }, { 4, 5, 6 } }"), ("string?[,,]", "new string?[1, 2, 2] { { { \"a\", null }, { \"c\", \"\" } } }"), ("Point[,,,]", "new Point[1, 1, 1, 1] { { { { new(1, 2) } } } }"), ("int[,][]", "new int[,][] { { new[] { 1 }, new int[0] } }"), ("int[][,]", "new int[][,] { new int[,] { { 1 } } }"), ("List<int>[]", "new List<int>[] { new() { 1 }, new() }"),
        ("HashSet<string>", "new(StringComparer.OrdinalIgnoreCase) { \"a\", \"B\" }, new(StringComparer.InvariantCulture) { \"a\" }, new(StringComparer.Ordinal) { \"a\" }"), ("Dictionary<string, List<HashSet<string>>>", "new(StringComparer.OrdinalIgnoreCase) { [\"x\"] = new() { new(StringComparer.OrdinalIgnoreCase) { \"y\" } } }"),
        ("SortedSet<string>", "new(StringComparer.Ordinal) { \"b\", \"a\" }, new(StringComparer.OrdinalIgnoreCase) { \"B\", \"a\" }"), ("SortedDictionary<string, int>", "new(StringComparer.InvariantCultureIgnoreCase) { [\"B\"] = 1, [\"a\"] = 2 }"), ("ISet<string>", "new HashSet<string>(StringComparer.OrdinalIgnoreCase) { \"a\" }"), ("IReadOnlyDictionary<string, int>", "new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }"),
        ("ImmutableQueue<int>", "ImmutableQueue<int>.Empty, ImmutableQueue.Create(1, 2, 3)"), ("ImmutableStack<int>?", "null, ImmutableStack.Create(1, 2, 3)"), ("IImmutableList<int>", "ImmutableList.Create(1)"), ("IImmutableSet<string>", "ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, \"a\")"), ("IImmutableDictionary<int, int>", "ImmutableDictionary<int, int>.Empty.Add(1, 2)"), ("IImmutableStack<int>", "ImmutableStack.Create(1, 2)"), ("IImmutableQueue<int>", "ImmutableQueue.Create(1, 2)"),
        ("Dictionary<Uri, int>", "new() { [new Uri(\"a b\", UriKind.Relative)] = 1 }"), ("Dictionary<double, int>", "new() { [double.NaN] = 1, [-0d] = 2, [double.NegativeInfinity] = 3, [0.1] = 4 }"), ("SortedDictionary<(int, int), string>", "new() { [(2, 1)] = \"b\", [(1, 2)] = \"a\" }"),
        ("Queue<int>", "new(new[] { 1, 2, 3 })"), ("Stack<int>", "new(new[] { 1, 2, 3 })"),
        ("Dictionary<string, int>?", "null, new(), new() { [\"\"] = 1, [\"a\\\"\\n\"] = 2 }"), ("Dictionary<int, string?>", "new() { [-1] = null, [int.MaxValue] = \"x\" }"),
        ("Dictionary<Guid, Point>", "new() { [Guid.Empty] = new(1, 2) }"), ("Dictionary<Plain, int>", "new() { [Plain.Two] = 1, [(Plain)77] = 2 }"),
        ("Dictionary<char, bool>", "new() { ['a'] = true, ['\\uD800'] = false }"), ("Dictionary<bool, int>", "new() { [true] = 1, [false] = 0 }"),
        ("Dictionary<DateOnly, int>", "new() { [DateOnly.MaxValue] = 1 }"), ("Dictionary<JobId, int>", "new() { [new JobId(5)] = 1 }"), ("Dictionary<ulong, Int128>", "new() { [ulong.MaxValue] = -1 }"),
        ("Dictionary<Point, int>", "new() { [new(1, 2)] = 3 }"), ("Dictionary<(int, string), List<int>>", "new() { [(1, \"a\")] = new() { 1 } }"),
        ("SortedDictionary<string, int>", "new() { [\"b\"] = 1, [\"a\"] = 2 }"),
        ("IEnumerable<int>", "new[] { 1 }"), ("ICollection<int>", "new[] { 1 }"), ("IList<string>", "new[] { \"a\" }"), ("IReadOnlyList<int>?", "null, new[] { 1, 2 }"), ("IReadOnlyCollection<int>", "new[] { 1 }"),
        ("ISet<int>", "new HashSet<int> { 1 }"), ("IReadOnlySet<int>", "new HashSet<int> { 1 }"),
        ("IDictionary<string, int>", "new Dictionary<string, int> { [\"a\"] = 1 }"), ("IReadOnlyDictionary<int, int>", "new Dictionary<int, int> { [1] = 1 }"),
        ("ImmutableArray<int>", "default, ImmutableArray<int>.Empty, ImmutableArray.Create(1, 2)"), ("ImmutableArray<string?>?", "null, ImmutableArray.Create<string?>(\"a\", null)"),
        ("ImmutableList<int>", "ImmutableList.Create(1, 2)"), ("ImmutableHashSet<int>", "ImmutableHashSet.Create(1, 2)"), ("ImmutableSortedSet<int>", "ImmutableSortedSet.Create(2, 1)"),
        ("ImmutableDictionary<string, int>", "ImmutableDictionary<string, int>.Empty.Add(\"a\", 1)"), ("ImmutableSortedDictionary<int, int>", "ImmutableSortedDictionary<int, int>.Empty.Add(1, 2)"),
        ("(int, string?)", "(1, null), (2, \"a\")"), ("(int A, (bool B, Point? C) D)?", "null, (1, (true, new(1, 1)))"), ("(int, int, int, int, int, int, int, int, int)", "(1, 2, 3, 4, 5, 6, 7, 8, 9)"),
        ("KeyValuePair<string, int>", "new(\"a\", 1)"),
        ("Open?", "null, new(null), new(\"a\", new(1, 2)) { Extra = 1, More = 2 }"), ("Pair<string>", "new(\"l\", \"r\")"), ("Pair<Pair<int>>", "new(new(1, 2), new(3, 4))"), ("Mutable", "new(3) { B = \"b\" }"),
        ("Node?", "null, new() { Name = \"n\", Next = new() { Children = { new() } } }"), ("Ctor", "new(3, \"t\")"), ("Req", "new() { A = 1, B = null }, new() { A = 1, B = \"b\", C = 9 }"), ("Sets?", "null, new(1) { B = 2 }"), ("Fields", "new(5) { A = 2, @class = \"c\" }"),
    ];

    /// <summary>One job per row, named by its place: the row's type alone, and in everything that may hold it.</summary>
    public static string Source { get; } =
        Declarations + string.Concat(Rows.Select((row, i) => $$"""

            [Job("job{{i}}")] public sealed partial class Job{{i}}
            {
                public {{row.Type}} Value = default!;
                public {{Key(row.Type)}};
                public List<{{row.Type}}>? Listed; public Arrays<{{row.Type}}>? Arrayed; public Dictionary<string, {{row.Type}}>? Mapped;
                public Pair<{{row.Type}}>? Paired; public ({{row.Type}} A, int B)? InTuple; public List<Dictionary<int, Pair<{{row.Type}}>>>? Deep;
                private async Task<{{row.Type}}> RunAsync(Context ctx) => Value = await ctx.TaskDispatcher.Echo.Run(Value);
                [JobTask] private static {{row.Type}} Echo({{row.Type}} value, TaskContext task) => value;
                public static object?[] Values() { var all = new List<{{row.Type}}> { {{row.Values}} }; return all.Cast<object?>().ToArray(); }
                public void Fill(object? boxed)
                {
                    var value = ({{row.Type}})boxed!;
                    Value = value; Listed = new() { value, value }; Mapped = new() { ["k"] = value }; Paired = new(value, value); InTuple = (value, 1);
                    Arrayed = new(new[] { value, value }); Deep = new() { new(), new() { [7] = new(value, value) } };
                    {{(IsKey(row.Type) ? "AsKey = new() { [value] = 1 };" : "")}}
                }
            }
            """));

    private static bool IsKey(string type) => s_keys.Contains(type);

    private static string Key(string type) => IsKey(type) ? $"Dictionary<{type}, int>? AsKey" : "int NoKey";
}
