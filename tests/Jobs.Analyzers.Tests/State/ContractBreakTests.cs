using Jobs.Analyzers.Contract;
using Jobs.TestKit.Roslyn;
using static Jobs.Analyzers.Tests.State.ContractChange;

namespace Jobs.Analyzers.Tests.State;

/// <summary>Changes that would lose or misread stored rows, each beside one like it that does not.</summary>
public sealed class ContractBreakTests
{
    [Theory]
    [InlineData("private int _n;", "")]
    [InlineData("public required int N { get; init; }", "private int _m;")]
    [InlineData("private int _n;", "[JobIgnore] private int _n;")]
    [InlineData("[FormerlyNamed(\"m\")] private int _n;", "private int _k;")]
    [InlineData("private readonly JournaledList<int> _n = [];", "")]
    public Task MemberThatNothingReads_IsLost(string before, string after) => Of(Job(before), Job(after, name: "{|JOB2042:A|}")).RunAsync();

    [Theory]
    [InlineData("[FormerlyNamed(\"m\")] private int _n;", "private int {|JOB2042:_n|};")]
    [InlineData("private R? _r;", "private R? {|JOB2042:_r|};", "record R(int A = 0, int B = 0);", "record R(int A = 0);")]
    [InlineData("private R[] _r = [];", "private R[] {|JOB2042:_r|} = [];", "record R(S S); record S(int A = 0);", "record R(S S); record S([property: JobName(\"a\")] int A = 0);")]
    public Task PartOfAMemberThatNothingReads_IsLostAtIt(string before, string after, string types = "", string newTypes = "") =>
        Of(Job(before, types: types), Job(after, types: newTypes)).RunAsync();

    [Theory]
    [InlineData("private int _n;", "[FormerlyNamed(\"n\")] private int _m;")]
    [InlineData("private int _n;", "public int n { get; init; }")]
    [InlineData("private int _n = 1;", "private long _n = 2;")]
    [InlineData("private int _n;", "private int? _n;")]
    [InlineData("private string _n = \"\";", "private string? _n;")]
    [InlineData("private List<string> _n = [];", "private string?[] _n = [];")]
    [InlineData("private S? _s;", "private S? _s;", "[JobDerivedType(typeof(A1), \"a\")] abstract record S; sealed record A1(int N) : S;", "[JobDerivedType(typeof(A2), \"a\"), JobDerivedType(typeof(B2), \"b\")] abstract record S; sealed record A2(long N) : S; sealed record B2(int M) : S;")]
    [InlineData("private int _n;", "private decimal _n;")]
    [InlineData("private byte _n;", "private double _n;")]
    [InlineData("private int[] _n = [];", "private List<long> _n = [];")]
    [InlineData("public required int N { get; init; }", "public int N { get; init; }")]
    [InlineData("private R? _r;", "private S? _r;", "record R(int A = 0);", "record S(int A = 0, int B = 0);")]
    [InlineData("private R? _r;", "private R? _r;", "record R(int A, R? B = null);", "record R(long A, R? B = null);")]
    [InlineData("private E _e;", "private E _e;", "enum E { A, B }", "enum E { B = 5, A = 7, C }")]
    [InlineData("private E _e;", "private E _e;", "enum E { A, B }", "enum E { A, [FormerlyNamed(\"B\")] C }")]
    [InlineData("private E _e;", "private F _e;", "enum E { A }", "enum F { A }")]
    public Task ChangeThatStoredRowsSurvive_IsOnlyOutdated(string before, string after, string types = "", string newTypes = "") =>
        IsOnlyOutdated(Job(before, types: types), Job(after, types: newTypes));

    [Theory]
    [InlineData("private int _n;", "[JobName(\"n\")] private int _m;")]
    [InlineData("private List<int> _n = [];", "private int[] _n = [];")]
    [InlineData("private Dictionary<string, int> _n = [];", "private SortedDictionary<string, int> _n = [];")]
    [InlineData("private Stack<int> _n = [];", "private System.Collections.Concurrent.ConcurrentStack<int> _n = [];")]
    [InlineData("public required ImmutableArray<int> N { get; init; }", "public required int[] N { get; init; }")]
    public Task ChangeThatStoresTheSame_IsSilent(string before, string after) => Of(Job(before), Job(after)).RunAsync();

    [Theory]
    [InlineData("private long _n;", "private int {|JOB2043:_n|};")]
    [InlineData("private string _n = \"\";", "private int {|JOB2043:_n|};")]
    [InlineData("private int? _n;", "private int {|JOB2043:_n|};")]
    [InlineData("private string? _n;", "private string {|JOB2043:_n|} = \"\";")]
    [InlineData("private List<string?> _n = [];", "private List<string> {|JOB2043:_n|} = [];")]
    [InlineData("private S? _s;", "private S? {|JOB2043:_s|};", "[JobDerivedType(typeof(A1), \"a\"), JobDerivedType(typeof(B1), \"b\")] abstract record S; sealed record A1(int N) : S; sealed record B1(int N) : S;", "[JobDerivedType(typeof(A1), \"a\")] abstract record S; sealed record A1(int N) : S; sealed record B1(int N) : S;")]
    [InlineData("private int[] _n = [];", "private string[] {|JOB2043:_n|} = [];")]
    [InlineData("private int[] _n = [];", "private int {|JOB2043:_n|};")]
    [InlineData("private List<int> _n = [];", "private HashSet<int> {|JOB2043:_n|} = [];")]
    [InlineData("private (int, int) _n;", "private (int, int, int) {|JOB2043:_n|};")]
    [InlineData("private Dictionary<string, int> _n = [];", "private Dictionary<int, int> {|JOB2043:_n|} = [];")]
    [InlineData("private R? _n;", "private int {|JOB2043:_n|};", "record R(int A);", "record R(int A);")]
    [InlineData("private E _n;", "private int {|JOB2043:_n|};", "enum E { A }", "")]
    [InlineData("private E _n;", "private R? {|JOB2043:_n|};", "enum E { A }", "record R(int A);")]
    [InlineData("private R? _r;", "private R? {|JOB2043:_r|};", "record R(int A);", "record R(string A);")]
    [InlineData("private E _e;", "private E {|JOB2043:_e|};", "[Flags] enum E { A }", "enum E { A }")]
    [InlineData("private readonly JournaledList<int> _n = [];", "private readonly JournaledSet<int> {|JOB2043:_n|} = [];")]
    [InlineData("private readonly JournaledList<int> _n = [];", "private readonly JournaledList<string> {|JOB2043:_n|} = [];")]
    [InlineData("private readonly JournaledList<int> _n = [];", "private List<int> {|JOB2043:_n|} = [];")]
    [InlineData("private List<int> _n = [];", "private readonly JournaledList<int> {|JOB2043:_n|} = [];")]
    [InlineData("private List<int> _n = [];", "private Stack<int> {|JOB2043:_n|} = [];")]
    [InlineData("private ImmutableStack<int> _n = [];", "private int[] {|JOB2043:_n|} = [];")]
    [InlineData("private ImmutableArray<int> _n = [];", "private List<int> {|JOB2043:_n|} = [];")]
    [InlineData("private Maybe<string?>? _n;", "private Maybe<string>? {|JOB2043:_n|};", "record Maybe<T>(T Value);", "record Maybe<T>(T Value);")]
    [InlineData("private Maybe<int?>? _n;", "private Maybe<int>? {|JOB2043:_n|};", "record Maybe<T>(T Value);", "record Maybe<T>(T Value);")]
    public Task ValueOfAnotherForm_IsMisread(string before, string after, string types = "", string newTypes = "") =>
        Of(Job(before, types: types), Job(after, types: newTypes)).RunAsync();

    [Theory]
    [InlineData("", "public required int {|JOB2044:N|} { get; init; }")]
    [InlineData("public int N { get; init; }", "public required int {|JOB2044:N|} { get; init; }")]
    [InlineData("private R? _r;", "private R? {|JOB2044:_r|};", "record R(int A);", "record R(int A, int B);")]
    [InlineData("private R? _r;", "private R? {|JOB2044:_r|};", "record R(int A = 0);", "record R(int A);")]
    [InlineData("private readonly JournaledList<R> _r = [];", "private readonly JournaledList<R> {|JOB2044:_r|} = [];", "record R(int A);", "record R(int A, int B);")]
    public Task RequiredMemberThatRowsLack_IsMissing(string before, string after, string types = "", string newTypes = "") =>
        Of(Job(before, types: types), Job(after, types: newTypes)).RunAsync();

    [Theory]
    [InlineData("enum E { A, B }", "enum E { A }")]
    [InlineData("enum E { A, [FormerlyNamed(\"C\")] B }", "enum E { A, B }")]
    public Task EnumValueThatHasNoName_IsGone(string types, string newTypes) =>
        Of(Job("private E? _e;", types: types), Job("private E? {|JOB2045:_e|};", types: newTypes)).RunAsync();

    [Fact]
    public Task EnumValueThatIsGone_IsCuredByOneMark_AndEachErrorSaysSo()
    {
        const string Keep = "which the enum has no more: they would be parked as unreadable; keep it, or mark the value that takes its place [FormerlyNamed(\"B\")]";
        static string Source(string name, string task, string member, string types) => $$"""
            {{types}}
            [Job("a")]
            public partial class {{name}}
            {
                private E {{member}};
                private Task<E> RunAsync(Context ctx) => Task.FromResult(_e);
                [JobTask] private static E {{task}}() => default;
            }
            """;
        return Of(Source("A", "T", "_e", "public enum E { A, B }"), Source("{|#0:A|}", "{|#2:T|}", "{|#1:_e|}", "public enum E { A, C }"))
            .Rule("JOB2045")
            .Message(0, "Stored rows of job 'a' may hold 'B' at 'its result', " + Keep + ", or raise Version to 2 to say that results of ended jobs may become unreadable")
            .Message(1, "Stored rows of job 'a' may hold 'B' at 'e', " + Keep + ", or raise Version to 2 and give the member in [UpgradeFrom(1)]")
            .Message(2, "Stored rows of job 'a' may hold 'B' at 'the result of task 'T'', " + Keep + ", or raise the task's Version to 2 to say that it is other work")
            .RunAsync();
    }

    [Fact]
    public Task PartOfAResultThatIsLost_IsMendedByAMark() => Of(
        "public record R(int Old = 0); [Job(\"a\")] public partial class A { private Task<R> RunAsync(Context ctx) => Task.FromResult(new R()); }",
        "public record R(int New = 0); [Job(\"a\")] public partial class {|#0:A|} { private Task<R> RunAsync(Context ctx) => Task.FromResult(new R()); }")
        .Rule("JOB2042")
        .Message(0, "Stored rows of job 'a' hold 'its result.Old' (int32), which nothing reads any more, so its value would be lost; put it back, or mark what it is now [FormerlyNamed(\"Old\")], " +
            "or raise Version to 2 to say that results of ended jobs may become unreadable")
        .RunAsync();

    [Fact]
    public Task JobWithoutAClass_IsGone_AtItsLine() => AnalyzerTest.Of<ContractAnalyzer>(Job("", "Job(\"b\")", name: "B"))
        .WithFile("jobs.contract", "# Header.\n\njob a version: 1\njob b version: 1\n")
        .ReportsInFile("JOB2046", 3, "Rows named 'a' may be stored, and no class has that name any more: they would be parked as unknown; " +
            "mark the class that takes them over [FormerlyNamed(\"a\")], or delete its lines from jobs.contract when no store holds one")
        .RunAsync();

    [Fact]
    public Task JobUnderAnotherName_ThatKeepsItsFormerOne_IsOnlyOutdated() =>
        IsOnlyOutdated(Job("private int _n;"), Job("private int _n;", "Job(\"b\"), FormerlyNamed(\"a\")"));

    [Fact]
    public Task FormerNameOfAJob_ThatNobodyHas_IsGone() =>
        Of(Job("", "Job(\"b\"), FormerlyNamed(\"a\")"), Job("", "Job(\"b\")", name: "{|JOB2046:A|}")).RunAsync();

    [Theory]
    [InlineData("int source", "int {|JOB2047:T|}(int target)", "int T")]
    [InlineData("int a, int b", "int {|JOB2047:T|}(int b, int a)", "int T")]
    [InlineData("int a", "int {|JOB2047:T|}(long a)", "int T")]
    [InlineData("int a", "int {|JOB2047:T|}(int a, int b = 0)", "int T")]
    [InlineData("R a", "int {|JOB2047:T|}(R a)", "int T", "record R(int A);", "record R(int A, int B = 0);")]
    [InlineData("E a", "int {|JOB2047:T|}(E a)", "int T", "enum E { Low = 0 }", "enum E { Lowest = 0, Low = 0 }")]
    [InlineData("E a", "int {|JOB2047:T|}(E a)", "int T", "enum E { A = 0, B = 0 }", "enum E { A = 0, B = 1 }")]
    [InlineData("S a", "int {|JOB2047:T|}(S a)", "int T", "[JobDerivedType(typeof(D), \"d\")] abstract record S; sealed record D(int N) : S;", "[JobDerivedType(typeof(D), \"e\"), JobDerivedType(typeof(D), \"d\")] abstract record S; sealed record D(int N) : S;")]
    [InlineData("int a = 1", "int {|JOB2047:T|}(int a = 2)", "int T")]
    [InlineData("int b, string? a = null", "int {|JOB2047:T|}(int b, string? a = \"x, = y\")", "int T")]
    [InlineData("string a = \"x\", char c = ')'", "int {|JOB2047:T|}(string a = \"x\", char c = '(')", "int T")]
    [InlineData("int a", "string {|JOB2043:T|}(int a)", "int T")]
    [InlineData("int a", "int {|JOB2043:T|}(int a)", "void T")]
    public Task TaskThatIsNotFoundAgainOrMisread_IsReportedAtIt(string before, string after, string head, string types = "", string newTypes = "")
    {
        var body = after.StartsWith("string", StringComparison.Ordinal) ? " => \"\";" : " => 1;";
        return Of(
            Job($"[JobTask] private static {head}({before}) {(head[0] == 'v' ? "{ }" : "=> 1;")}", types: types),
            Job($"[JobTask] private static {after}{body}", types: newTypes)).RunAsync();
    }

    [Fact]
    public Task TaskUnderAnotherName_IsNotFoundAgain() => Of(
        Job("[JobTask] private static int T(int a) => a;"),
        Job("[JobTask] private static int U(int a) => a;", name: "{|JOB2047:A|}")).RunAsync();

    [Theory]
    [InlineData("[JobTask(\"T\")] private static long U([JobName(\"a\")] int b, System.IServiceProvider s) => b;")]
    [InlineData("[JobTask(Version = 2)] private static string T(string other) => other;")]
    [InlineData("[JobTask] private static int T(int a = 3) => a;")]
    public Task TaskThatKeepsItsIdentityOrSaysThatItIsAnother_IsOnlyOutdated(string after) =>
        IsOnlyOutdated(Job("[JobTask] private static int T(int a) => a;"), Job(after));

    [Theory]
    [InlineData("E a", "enum E { Low = 0 }", "enum E { Low = 0, Lowest = 0 }")]
    [InlineData("E a", "[Flags] enum E { A = 1, B = 2 }", "[Flags] enum E { A = 1, B = 2, AB = 3 }")]
    [InlineData("S a", "[JobDerivedType(typeof(D), \"d\")] abstract record S; sealed record D(int N) : S;", "[JobDerivedType(typeof(D), \"d\"), JobDerivedType(typeof(D), \"e\")] abstract record S; sealed record D(int N) : S;")]
    public Task TaskWhoseArgumentsAreWrittenAsBefore_IsOnlyOutdated(string arguments, string types, string newTypes) => IsOnlyOutdated(
        Job($"[JobTask] private static int T({arguments}) => 1;", types: types),
        Job($"[JobTask] private static int T({arguments}) => 1;", types: newTypes));

    [Fact]
    public Task VersionThatFalls_IsUnreadable() => Of(Job("", "Job(\"a\", Version = 2)"), Job("", name: "{|JOB2048:A|}")).RunAsync();

    [Fact]
    public Task UpgradeThatIsGone_IsUnreadable() => Of(
        Job("private int _n; [UpgradeFrom(1)] private static void Up(out int n) => n = 1;", "Job(\"a\", Version = 2)"),
        Job("private int _n;", "Job(\"a\", Version = 2)", name: "{|JOB2048:A|}")).RunAsync();

    private const string Raised = "Job(\"a\", Version = 2)";

    [Theory]
    [InlineData("private int _n;", "")]
    [InlineData("private R? _r;", "private R? _r;", "record R(int A = 0, int B = 0);", "record R(int A = 0);")]
    [InlineData("private int _n;", "private string _n = \"\"; [UpgradeFrom(1)] private static void Up(int n, [JobName(\"n\")] out string text) => text = n.ToString();")]
    [InlineData("", "public required int N { get; init; } [UpgradeFrom(1)] private static void Up(out int n) => n = 1;")]
    [InlineData("private E _e;", "private E _e; [UpgradeFrom(1)] private static void Up([JobName(\"e\")] string text, out E e) => e = E.A;", "enum E { A, B }", "enum E { A }")]
    [InlineData("[JobTask] private static int T(int a) => a;", "")]
    public Task ChangeOfARaisedVersion_ThatAnUpgradeCovers_IsOnlyOutdated(string before, string after, string types = "", string newTypes = "") =>
        IsOnlyOutdated(Job(before, types: types), Job(after, Raised, newTypes));

    [Theory]
    [InlineData("private int _n;", "private string {|JOB2043:_n|} = \"\";")]
    [InlineData("private int _n;", "private string {|JOB2043:_n|} = \"\"; private int _m; [UpgradeFrom(1)] private static void Up(int n, out int m) => m = n;")]
    [InlineData("", "public required int {|JOB2044:N|} { get; init; }")]
    [InlineData("private readonly JournaledList<int> _n = [];", "private readonly JournaledList<string> {|JOB2043:_n|} = [];")]
    public Task ChangeOfARaisedVersion_ThatNoUpgradeCovers_IsReported(string before, string after) => Of(Job(before), Job(after, Raised)).RunAsync();

    [Fact]
    public Task UpgradesInAChain_CoverRowsOfTheirVersionsAndOlder() => IsOnlyOutdated(
        Job("private int _n;"),
        Job("""
            private string _n = "";
            [UpgradeFrom(2)] private static void Up(int n, [JobName("n")] out string text) => text = n.ToString();
            """, "Job(\"a\", Version = 3)"));

    [Fact]
    public Task JobInError_IsLeftAlone() => Of(
        Job("private int _n;"),
        Job("private {|CS0246:Missing|} _m;")).RunAsync();

    [Theory]
    [InlineData("private int _n;", "private string {|#0:_n|} = \"\";", "JOB2043", "Stored rows of job 'a' hold 'n' as int32, and it would be read as string: they would be parked as unreadable; give it its old form back, give the new one another name, or raise Version to 2 and give it in [UpgradeFrom(1)]")]
    [InlineData("", "public required int {|#0:N|} { get; init; }", "JOB2044", "Stored rows of job 'a' may lack 'N', which is required: they would be parked as unreadable; give it a default, or raise Version to 2 and give it in [UpgradeFrom(1)]")]
    [InlineData("[FormerlyNamed(\"m\")] private int _n;", "private int {|#0:_n|};", "JOB2042", "Stored rows of job 'a' hold 'm' (int32), which nothing reads any more, so its value would be lost; if it was renamed, mark what it is now [FormerlyNamed(\"m\")]; if it goes, raise Version to 2, and take its value in [UpgradeFrom(1)] if it still matters")]
    public Task Message_NamesWhatHappensAndTheWaysOut(string before, string after, string id, string message) =>
        Of(Job(before), Job(after)).Rule(id).Message(0, message).RunAsync();

    private static Task IsOnlyOutdated(string before, string after) =>
        Of(before, after.Replace("partial class A", "partial class {|JOB2041:A|}", StringComparison.Ordinal)).RunAsync();
}
