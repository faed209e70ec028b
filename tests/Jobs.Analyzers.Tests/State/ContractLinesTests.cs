using Jobs.Analyzers.Contract;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis.Text;
using static Jobs.Analyzers.Tests.State.ContractChange;

namespace Jobs.Analyzers.Tests.State;

/// <summary>The file itself: what stands in it, and that it is read as it was written.</summary>
public sealed class ContractLinesTests
{
    private const string Everything = """
        namespace Acme
        {
            public enum Phase { Waiting, [FormerlyNamed("Copying")] Running }
            [System.Flags] public enum Modes { None = 0, Fast = 1, Safe = 2 }
            public sealed record Failure(int Index, string Message = "", [property: JobName("at all")] Failure? Cause = null);
            public readonly record struct Box<T>(T Value);
            [Job("file copy: \"all\"", Version = 3), FormerlyNamed("copy")]
            public partial class CopyJob
            {
                public required ImmutableArray<string> Sources { get; init; }
                public Phase? Phase { get; init; }
                [FormerlyNamed("total"), FormerlyNamed("sum")] private long _bytes;
                private Dictionary<string, List<Box<Modes>>> _sizes = [];
                private (int, System.Guid?) _pair;
                private readonly JournaledList<Failure> _failures = [];
                private readonly JournaledSet<int> _seen = [];
                private readonly JournaledDictionary<string, long> _done = [];
                [JobIgnore] private object? _other;
                [UpgradeFrom(1)] private static void FromOne(string source, out ImmutableArray<string> sources, out long bytes) => (sources, bytes) = ([source], 1);
                private Task<Box<int>> RunAsync(Context ctx) => Task.FromResult(new Box<int>(_sizes.Count + _pair.Item1 + (int)_bytes));
                [JobTask("copy", Version = 2)] private static long Copy(string source, string destination, TaskContext task) => 1;
                [JobTask] private static void Sweep() { }
            }
        }
        """;

    [Fact]
    public void Lines_NameEverythingThatIsStored_Sorted() => Assert.Equal(
        [
            "enum Acme.Modes Fast",
            "enum Acme.Modes None",
            "enum Acme.Modes Safe",
            "enum Acme.Modes: flags",
            "enum Acme.Phase Running",
            "enum Acme.Phase Running formerly Copying",
            "enum Acme.Phase Waiting",
            "job \"file copy: \\\"all\\\"\" formerly copy",
            "job \"file copy: \\\"all\\\"\" input Phase: Acme.Phase?",
            "job \"file copy: \\\"all\\\"\" input Sources: required list<string>",
            "job \"file copy: \\\"all\\\"\" journal done: map<string, int64>",
            "job \"file copy: \\\"all\\\"\" journal failures: list<Acme.Failure>",
            "job \"file copy: \\\"all\\\"\" journal seen: set<int32>",
            "job \"file copy: \\\"all\\\"\" result: Acme.Box[int]",
            "job \"file copy: \\\"all\\\"\" state bytes formerly sum",
            "job \"file copy: \\\"all\\\"\" state bytes formerly total",
            "job \"file copy: \\\"all\\\"\" state bytes: int64",
            "job \"file copy: \\\"all\\\"\" state pair: tuple<int32, guid?>",
            "job \"file copy: \\\"all\\\"\" state sizes: map<string, list<Acme.Box[Acme.Modes]>>",
            "job \"file copy: \\\"all\\\"\" task Sweep version: 1",
            "job \"file copy: \\\"all\\\"\" task copy arguments: source string, destination string",
            "job \"file copy: \\\"all\\\"\" task copy result: int64",
            "job \"file copy: \\\"all\\\"\" task copy version: 2",
            "job \"file copy: \\\"all\\\"\" upgrade 1: Sources, bytes",
            "job \"file copy: \\\"all\\\"\" version: 3",
            "type Acme.Box[Acme.Modes] Value: required Acme.Modes",
            "type Acme.Box[int] Value: required int32",
            "type Acme.Failure \"at all\": Acme.Failure?",
            "type Acme.Failure Index: required int32",
            "type Acme.Failure Message: string",
        ],
        LinesOf(Everything).Order(StringComparer.Ordinal));

    [Fact]
    public void Lines_TellApartWhatIsStoredOtherwise() => Assert.Equal(
        [
            "enum E A",
            "enum E B: alias",
            "job a state array: list<int32>?",
            "job a state e: E",
            "job a state maybe: Maybe[string?]",
            "job a state s: S?",
            "job a state stack: stack<int32>",
            "job a state sure: Maybe[string]",
            "job a version: 1",
            "kinds S d: D?",
            "kinds S e: alias D?",
            "type D N: required int32",
            "type Maybe[string?] Value: required string?",
            "type Maybe[string] Value: required string",
        ],
        LinesOf(Job(
            "private E _e; private S? _s; private Maybe<string> _sure; private Maybe<string?> _maybe; private Stack<int> _stack = []; private ImmutableArray<int> _array = [];",
            types: """
                enum E { A, B = A }
                record struct Maybe<T>(T Value);
                [JobDerivedType(typeof(D), "d"), JobDerivedType(typeof(D), "e")] abstract record S;
                sealed record D(int N) : S;
                """)).Order(StringComparer.Ordinal));

    [Fact]
    public void Text_IsReadAsItWasWritten()
    {
        var text = ContractOf(Everything);
        var read = ContractText.Parse(SourceText.From(text));

        Assert.Empty(read.Problems);
        Assert.Equal(text, read.With(read.Entries));
    }

    [Fact]
    public Task Code_ThatIsAsTheContractSays_IsSilent() => Of(Everything, Everything).RunAsync();

    [Fact]
    public Task Project_WithoutAContract_IsToldOnce_AtItsFirstJob() => AnalyzerTest.Of<ContractAnalyzer>(
        Job("", "Job(\"b\")", name: "B"), Job("", name: "{|JOB2040:A|}"), Job("", "Job(\"c\")", name: "C")).RunAsync();

    [Fact]
    public Task Project_WithoutJobs_NeedsNoContract() => AnalyzerTest.Of<ContractAnalyzer>("public class A;").RunAsync();

    [Fact]
    public Task Line_ThatCannotBeRead_IsReported_AndNothingElse() =>
        AnalyzerTest.Of<ContractAnalyzer>(Job("private int _n;")).WithFile("jobs.contract", "job a version: 1\n<<<<<<< ours\njob a state \"n\njob a version: 2\n")
            .ReportsInFile("JOB2049", 2, "Line 2 of jobs.contract cannot be read: it is about nothing that this version of the analyzer knows; mend it, or take the file of an earlier commit and let the fix update it")
            .ReportsInFile("JOB2049", 3, "Line 3 of jobs.contract cannot be read: a quotation mark is not closed; mend it, or take the file of an earlier commit and let the fix update it")
            .ReportsInFile("JOB2049", 4, "Line 4 of jobs.contract cannot be read: an earlier line is about the same thing; mend it, or take the file of an earlier commit and let the fix update it")
            .RunAsync();

    [Fact]
    public void Comments_AtTheTop_StayWhenItIsWritten()
    {
        var read = ContractText.Parse(SourceText.From("# Ours.\r\n\r\njob b version: 1\r\n# lost\r\njob a version: 1\r\n"));

        Assert.Equal("# Ours.\n\njob a version: 1\njob b version: 1\n", read.With(read.Entries));
    }
}
