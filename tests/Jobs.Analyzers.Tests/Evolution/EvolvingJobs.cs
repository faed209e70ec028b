namespace Jobs.Analyzers.Tests.Evolution;

/// <summary>Every kind of change that docs/evolution.md calls safe, or makes safe, twice in a row.</summary>
internal static class EvolvingJobs
{
    private const string List = "{string.Join(\",\", ";

    public static IReadOnlyList<EvolvingJob> All { get; } =
    [
        new("adds-members",
            new("public int N { get; set; }", "N = 1", "{N}", "1"),
            new("public int N { get; set; } public string S { get; set; } = \"d\";", "N = 2, S = \"s\"", "{N} {S}", "1 d", "2 s"),
            new("public int N { get; set; } public string S { get; set; } = \"d\"; public List<int>? L { get; set; }", "N = 3, L = [1]", "{N} {S} {L?.Count}", "1 d ", "2 s ", "3 d 1")),

        new("renames-members",
            new("private int _count; public required string Path { get; init; }", "_count = 1, Path = \"a\"", "{_count} {Path}", "1 a"),
            new("[FormerlyNamed(\"count\")] private int _total; public required string Path { get; init; }", "_total = 2, Path = \"b\"", "{_total} {Path}", "1 a", "2 b"),
            new("[FormerlyNamed(\"count\"), FormerlyNamed(\"total\")] private int _sum; [FormerlyNamed(\"Path\")] public required string File { get; init; }", "_sum = 3, File = \"c\"", "{_sum} {File}", "1 a", "2 b", "3 c")),

        new("renames-in-code-only",
            new("private int _n;", "_n = 1", "{_n}", "1"),
            new("[JobName(\"n\")] private int _number;", "_number = 2", "{_number}", "1", "2"),
            new("public int n { get; set; }", "n = 3", "{n}", "1", "2", "3")),

        new("drops-members",
            new("private int _n; private List<string> _log = [];", "_n = 1, _log = [\"x\"]", "{_n}", "1"),
            new("private int _n;", "_n = 2", "{_n}", "1", "2") { Version = 2 },
            new("public string Note { get; set; } = \"none\";", "Note = \"y\"", "{Note}", "none", "none", "y") { Version = 3 }),

        new("widens-numbers",
            new("private byte _a; private short _b; private float _c;", "_a = 255, _b = -5, _c = 0.1f", "{_a} {_b} {_c}", "255 -5 0.1"),
            new("private int _a; private int _b; private double _c;", "_a = 70000, _b = -70000, _c = 0.1", "{_a} {_b} {_c}", "255 -5 0.1", "70000 -70000 0.1"),
            new("private long _a; private decimal _b; private double? _c;", "_a = 1L << 40, _b = 0.5m, _c = null", "{_a} {_b} {_c}", "255 -5 0.1", "70000 -70000 0.1", "1099511627776 0.5 ")),

        new("changes-collections",
            new("private int[] _a = []; private HashSet<string> _b = [];", "_a = [1, 1], _b = [\"x\"]", List + "_a)} {_b.Count}", "1,1 1"),
            new("private List<long> _a = []; private ISet<string> _b = new HashSet<string>();", "_a = [3], _b = new HashSet<string> { \"y\" }", List + "_a)} {_b.Count}", "1,1 1", "3 1"),
            new("private ImmutableArray<decimal> _a = []; private ImmutableHashSet<string> _b = [];", "_a = [4.5m], _b = [\"z\"]", List + "_a)} {_b.Count}", "1,1 1", "3 1", "4.5 1")),

        new("makes-required-optional",
            new("public required int N { get; init; }", "N = 1", "{N}", "1"),
            new("public int N { get; init; } = 7;", "N = 2", "{N}", "1", "2"),
            new("public int? N { get; init; }", "N = null", "{N}", "1", "2", "")),

        new("moves-between-input-and-state",
            new("public required int N { get; init; } private int _s = 5;", "N = 1", "{N} {_s}", "1 5"),
            new("[JobName(\"N\")] private int _n; private int _s;", "_n = 2, _s = 6", "{_n} {_s}", "1 5", "2 6"),
            new("public int N { get; init; } [JobName(\"s\")] public int S { get; init; }", "N = 3, S = 7", "{N} {S}", "1 5", "2 6", "3 7")),

        new("renumbers-enums",
            new("private E _e; private F _f;", "_e = E.B, _f = F.A | F.B", "{_e} {_f}", "B A, B") { Types = "public enum E { A, B } [System.Flags] public enum F { None = 0, A = 1, B = 2 }" },
            new("private E _e; private F _f;", "_e = E.C, _f = F.C", "{_e} {_f}", "B B, A", "C C") { Types = "public enum E { C = 9, B = 4, A = 1 } [System.Flags] public enum F { None = 0, C = 1, B = 4, A = 8 }" },
            new("private E? _e; private F _f;", "_e = null, _f = F.None", "{_e} {_f}", "B B, A", "C C", " None") { Types = "public enum E : byte { A, B, C, D } [System.Flags] public enum F : long { None = 0, A = 1L << 40, B = 2, C = 4 }" }),

        new("renames-enum-values",
            new("private E _e = E.Copying;", "", "{_e}", "Copying") { Types = "public enum E { Waiting, Copying }" },
            new("private E _e;", "_e = E.Running", "{_e}", "Running", "Running") { Types = "public enum E { Waiting, [FormerlyNamed(\"Copying\")] Running }" },
            new("private Dictionary<string, E> _m = []; [FormerlyNamed(\"e\")] private E _phase;", "_phase = E.Waiting, _m = new() { [\"k\"] = E.Waiting }", "{_phase} {_m.Count}", "Active 0", "Active 0", "Waiting 1") { Types = "public enum E { Waiting, [FormerlyNamed(\"Copying\"), FormerlyNamed(\"Running\")] Active }" }),

        new("grows-records",
            new("private R? _r;", "_r = new(1)", "{_r}", "R { A = 1 }") { Types = "public sealed record R(int A);" },
            new("private R? _r;", "_r = new(2, \"b\")", "{_r}", "R { A = 1, B = d }", "R { A = 2, B = b }") { Types = "public sealed record R(int A, string B = \"d\");" },
            new("private S? _r;", "_r = new(3, \"c\") { C = [1] }", "{_r!.A} {_r.B} {_r.C?.Count}", "1 d ", "2 b ", "3 c 1") { Types = "public sealed record S(long A, string B = \"d\") { public List<int>? C { get; init; } }" }),

        new("renames-record-members",
            new("private List<R> _r = [];", "_r = [new(1, \"x\")]", List + "_r)}", "R { A = 1, B = x }") { Types = "public sealed record R(int A, string B);" },
            new("private List<R> _r = [];", "_r = [new(2, \"y\")]", List + "_r)}", "R { A = 1, Name = x }", "R { A = 2, Name = y }") { Types = "public sealed record R(int A, [FormerlyNamed(\"B\")] string Name);" },
            new("private List<R> _r = [];", "_r = [new() { Id = 3, Title = \"z\" }]", List + "_r.ConvertAll(r => r.Id + r.Title))}", "1x", "2y", "3z") { Types = "public sealed class R { [FormerlyNamed(\"A\")] public required int Id { get; init; } [FormerlyNamed(\"B\"), FormerlyNamed(\"Name\")] public string Title = \"\"; }" }),

        new("turns-records-into-structs",
            new("private R _r = new(0);", "_r = new(1)", "{_r.A}", "1") { Types = "public sealed record R(int A);" },
            new("private R _r;", "_r = new(2)", "{_r.A}", "1", "2") { Types = "public readonly record struct R(int A);" },
            new("private R? _r;", "_r = new() { A = 3 }", "{_r!.A}", "1", "2", "3") { Types = "public sealed class R { public int A { get; set; } }" }),

        new("renames-the-job",
            new("private int _n;", "_n = 1", "{_n}", "1"),
            new("private int _n;", "_n = 2", "{_n}", "1", "2") { StoredName = "renamed-once", Attributes = "[FormerlyNamed(\"renames-the-job\")]" },
            new("private int _n;", "_n = 3", "{_n}", "1", "2", "3") { StoredName = "renamed-twice", Attributes = "[FormerlyNamed(\"renames-the-job\"), FormerlyNamed(\"renamed-once\")]" }),

        new("converts-a-member",
            new("private int _megabytes; public required string Source { get; init; }", "_megabytes = 2, Source = \"a\"", "{_megabytes} {Source}", "2 a"),
            new("private long _bytes; public required string Source { get; init; } [UpgradeFrom(1)] private static void ToBytes(int megabytes, out long bytes) => bytes = megabytes * 1_000_000L;", "_bytes = 5, Source = \"b\"", "{_bytes} {Source}", "2000000 a", "5 b") { Version = 2 },
            new("""
                private long _bytes; public required ImmutableArray<string> Sources { get; init; }
                [UpgradeFrom(1)] private static void ToBytes(int megabytes, out long bytes) => bytes = megabytes * 1_000_000L;
                [UpgradeFrom(2)] private static void ToMany(string source, out ImmutableArray<string> sources) => sources = [source];
                """, "_bytes = 6, Sources = [\"c\", \"d\"]", "{_bytes} " + List + "Sources)}", "2000000 a", "5 b", "6 c,d") { Version = 3 }),

        new("changes-a-type-under-its-name",
            new("private int _n; private string _id = \"\";", "_n = 12, _id = \"7\"", "{_n} {_id}", "12 7"),
            new("private string _n = \"\"; private string _id = \"\"; [UpgradeFrom(1)] private static void Up(int n, [JobName(\"n\")] out string text) => text = \"#\" + n;", "_n = \"x\", _id = \"8\"", "{_n} {_id}", "#12 7", "x 8") { Version = 2 },
            new("""
                private string _n = ""; private int _id;
                [UpgradeFrom(1)] private static void Up(int n, [JobName("n")] out string text) => text = "#" + n;
                [UpgradeFrom(2)] private static void Parse([JobName("id")] string text, out int id) => id = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
                """, "_n = \"y\", _id = 9", "{_n} {_id}", "#12 7", "x 8", "y 9") { Version = 3 }),

        new("splits-and-joins-members",
            new("private string _name = \"\";", "_name = \"Ada Lovelace\"", "{_name}", "Ada Lovelace"),
            new("private string _first = \"\", _last = \"\"; [UpgradeFrom(1)] private static void Split(string name, out string first, out string last) => (first, last) = (name.Split(' ')[0], name.Split(' ')[1]);", "_first = \"Alan\", _last = \"Turing\"", "{_first}|{_last}", "Ada|Lovelace", "Alan|Turing") { Version = 2 },
            new("""
                private string _name = "";
                [UpgradeFrom(1)] private static void Split(string name, out string first, out string last) => (first, last) = (name.Split(' ')[0], name.Split(' ')[1]);
                [UpgradeFrom(2)] private static void Join(string first, string last, out string name) => name = last + ", " + first;
                """, "_name = \"Hopper, Grace\"", "{_name}", "Lovelace, Ada", "Turing, Alan", "Hopper, Grace") { Version = 3 }),

        new("adds-required-members",
            new("public required string A { get; init; }", "A = \"x\"", "{A}", "x"),
            new("public required string A { get; init; } public required string B { get; init; } [UpgradeFrom(1)] private static void Copy(string a, out string b) => b = a + a;", "A = \"y\", B = \"z\"", "{A} {B}", "x xx", "y z") { Version = 2 },
            new("""
                public required string A { get; init; } public required string B { get; init; } public required int C { get; init; }
                [UpgradeFrom(1)] private static void Copy(string a, out string b) => b = a + a;
                [UpgradeFrom(2)] private static void Count(string b, out int c, string a = "") => c = a.Length + b.Length;
                """, "A = \"p\", B = \"q\", C = 9", "{A} {B} {C}", "x xx 3", "y z 2", "p q 9") { Version = 3 }),

        new("skips-a-version",
            new("private int _n;", "_n = 1", "{_n}", "1"),
            new("private int _n; private int _m = 4;", "_n = 2, _m = 5", "{_n} {_m}", "1 4", "2 5") { Version = 2 },
            new("private string _n = \"\"; private int _m = 4; [UpgradeFrom(3)] private static void Up(int n, [JobName(\"n\")] out string text) => text = $\"<{n}>\";", "_n = \"z\"", "{_n} {_m}", "<1> 4", "<2> 5", "z 4") { Version = 5 }),

        new("keeps-journals",
            new("private readonly JournaledList<R> _r = []; private readonly JournaledDictionary<string, int> _d = [];", "_r = { new(1) }, _d = { [\"k\"] = 1 }", List + "_r)} {_d[\"k\"]}", "R { A = 1 } 1") { Types = "public sealed record R(int A);" },
            new("private readonly JournaledList<R> _r = []; private readonly JournaledDictionary<string, long> _d = [];", "_r = { new(2, 3) }, _d = { [\"k\"] = 2 }", List + "_r)} {_d[\"k\"]}", "R { A = 1, B = 0 } 1", "R { A = 2, B = 3 } 2") { Types = "public sealed record R(int A, int B = 0);" },
            new("[FormerlyNamed(\"r\")] private readonly JournaledList<R> _log = []; private readonly JournaledDictionary<string, long> _d = []; private int _n; [UpgradeFrom(1)] private static void Up(out int n) => n = 8;", "_log = { new(4) }, _d = { [\"k\"] = 3 }", List + "_log)} {_d[\"k\"]} {_n}", "R { Id = 1 } 1 8", "R { Id = 2 } 2 8", "R { Id = 4 } 3 0") { Types = "public sealed record R([FormerlyNamed(\"A\")] int Id);", Version = 2 }),

        new("follows-recursive-types",
            new("private N? _n;", "_n = new(1, new(2))", "{_n}", "N { V = 1, Next = N { V = 2, Next =  } }") { Types = "public sealed record N(int V, N? Next = null);" },
            new("private N? _n;", "_n = new(3) { Next = new(4) }", "{_n!.V} {_n.Next!.V}", "1 2", "3 4") { Types = "public sealed record N(long V) { public N? Next { get; init; } }" },
            new("private N? _n;", "_n = new(5, new(6), \"x\")", "{_n!.V} {_n.Next!.V} {_n.Next.S}", "1 2 ", "3 4 ", "5 6 ") { Types = "public sealed record N(long V, N? Next = null, string? S = null);" }),
    ];
}
