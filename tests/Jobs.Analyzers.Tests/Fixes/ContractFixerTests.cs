using Jobs.Analyzers.Contract;
using Jobs.Analyzers.Tests.State;
using Jobs.CodeFixes.Contract;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis.CodeFixes;
using static Jobs.Analyzers.Tests.State.ContractChange;

namespace Jobs.Analyzers.Tests.Fixes;

/// <summary>The fixes of the contract's rules: what they write, and where they are not offered.</summary>
public sealed class ContractFixerTests
{
    [Fact]
    public Task ProjectWithoutAContract_GetsOne()
    {
        var source = Job("private int _n;");
        return CodeFixTest.Of<ContractAnalyzer, UpdateContractFixer>(source.Replace("class A", "class {|JOB2040:A|}", StringComparison.Ordinal))
            .WritesFile("jobs.contract", ContractOf(source))
            .GivesAsync(source);
    }

    [Fact]
    public Task OutdatedContract_IsUpdated_AndKeepsItsComments()
    {
        var after = Job("private int _n; private string? _m;");
        return CodeFixTest.Of<ContractAnalyzer, UpdateContractFixer>(after.Replace("class A", "class {|JOB2041:A|}", StringComparison.Ordinal))
            .WithFile("/p/jobs.contract", "# Ours.\r\njob a state n: int32\r\njob a version: 1\r\n", "# Ours.\r\n\r\njob a state m: string?\r\njob a state n: int32\r\njob a version: 1\r\n")
            .GivesAsync(after);
    }

    [Fact]
    public Task OutdatedContract_BesideABreak_KeepsTheLinesOfItsJob() =>
        CodeFixTest.Of<ContractAnalyzer, UpdateContractFixer>(
                Job("private string {|JOB2043:_n|} = \"\"; private int _m;") + Job("private int _k;", "Job(\"b\")", name: "{|JOB2041:B|}"))
            .WithFile("jobs.contract", "# .\n\njob a state n: int32\njob a version: 1\n", "# .\n\njob a state n: int32\njob a version: 1\njob b state k: int32\njob b version: 1\n")
            .GivesAsync(Job("private string {|JOB2043:_n|} = \"\"; private int _m;") + Job("private int _k;", "Job(\"b\")", name: "B"));

    [Fact]
    public Task AcceptedChange_GoesIntoTheContract_WithTheRestOfItsJob()
    {
        var after = Job("private string _n = \"\"; private int _m;");
        return CodeFixTest.Of<ContractAnalyzer, AcceptChangeFixer>(after.Replace("_n =", "{|JOB2043:_n|} =", StringComparison.Ordinal))
            .WithoutFixAll()
            .WithFile("jobs.contract", ContractOf(Job("private int _n;")), ContractOf(after))
            .GivesAsync(after);
    }

    [Fact]
    public Task AcceptedEndOfAJob_TakesItsLinesOut() => CodeFixTest.Of<ContractAnalyzer, AcceptChangeFixer>(Job("", "Job(\"b\")", name: "B"))
        .WithoutFixAll()
        .WithFile("jobs.contract", "# .\n\njob a state n: E\njob a version: 1\njob b version: 1\n", "# .\n\njob b version: 1\n")
        .GivesAsync(Job("", "Job(\"b\")", name: "B"));

    [Fact]
    public Task RenamedMember_IsMarkedWithItsFormerName() => Fix<FormerlyNamedFixer>(
        Job("""
            // The count.
                private int _count;
                private string? _other;
            """),
        """
        [Job("a")]
        public partial class {|JOB2042:A|}
        {
            private Task RunAsync(Context ctx) => Task.CompletedTask;

            // The number.
            private int _number;
            private string? _other;
        }
        """,
        """
        [Job("a")]
        public partial class {|JOB2041:A|}
        {
            private Task RunAsync(Context ctx) => Task.CompletedTask;

            // The number.
            [FormerlyNamed("count")]
            private int _number;
            private string? _other;
        }
        """);

    [Theory]
    [InlineData("private int _m; private int _k;")]
    [InlineData("private string? _m;")]
    [InlineData("private int _m, _k = 1;")]
    [InlineData("private readonly JournaledList<int> _m = [];")]
    public Task MemberThatMayHaveBecomeSeveralOrNone_IsNotMarked(string after) =>
        CodeFixTest.Of<ContractAnalyzer, FormerlyNamedFixer>(Job(after).Replace("class A", "class {|JOB2042:A|}", StringComparison.Ordinal))
            .WithFile("jobs.contract", ContractOf(Job("private int _n;")))
            .OffersNothingAsync();

    [Fact]
    public Task ConvertedMember_GetsTheSkeletonOfItsUpgrade() => Fix<WriteUpgradeFixer>(
        Job("private List<(int, string)> _sizes = [];"),
        """
        [Job("a", MaxAttempts = 3)]
        public partial class A
        {
            private Dictionary<string, int> {|JOB2043:_sizes|} = [];

            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """,
        """
        [Job("a", MaxAttempts = 3, Version = 2)]
        public partial class {|JOB2041:A|}
        {
            private Dictionary<string, int> _sizes = [];

            private Task RunAsync(Context ctx) => Task.CompletedTask;

            [UpgradeFrom(1)]
            private static void UpgradeFrom1(List<(int, string)> sizes, [JobName("sizes")] out Dictionary<string, int> newSizes) =>
                throw new NotImplementedException("Say what 'sizes' becomes.");
        }
        """);

    [Fact]
    public Task RequiredMember_GetsTheSkeletonOfItsUpgrade_InTheCodeOfARaisedVersion() => Fix<WriteUpgradeFixer>(
        Job(""),
        """
        namespace Acme
        {
            [Job("a", Version = 2)]
            public partial class A
            {
                public required string {|JOB2044:Class|} { get; init; }
                private Task RunAsync(Context ctx) => Task.CompletedTask;
            }
        }
        """,
        """
        namespace Acme
        {
            [Job("a", Version = 2)]
            public partial class {|JOB2041:A|}
            {
                public required string Class { get; init; }
                private Task RunAsync(Context ctx) => Task.CompletedTask;

                [UpgradeFrom(1)]
                private static void UpgradeFrom1(out string @class) =>
                    throw new NotImplementedException("Say what 'Class' becomes.");
            }
        }
        """);

    [Theory]
    [InlineData("private R? _r;", "private R? {|JOB2043:_r|};", "record R(int A);", "record R(string A);")]
    [InlineData("private R? _r;", "private int {|JOB2043:_r|};", "record R(int A);", "")]
    [InlineData("private readonly JournaledList<int> _r = [];", "private List<int> {|JOB2043:_r|} = [];")]
    [InlineData("private int _r;", "private string {|JOB2043:_r|} = \"\"; private void UpgradeFrom1() { }")]
    public Task ConversionThatOnlyTheAuthorKnows_GetsNoSkeleton(string before, string after, string types = "", string newTypes = "") =>
        CodeFixTest.Of<ContractAnalyzer, WriteUpgradeFixer>(Job(after, types: newTypes))
            .WithFile("jobs.contract", ContractOf(Job(before, types: types)))
            .OffersNothingAsync();

    [Theory]
    [InlineData("private int _r; private int _s;", "private string {|JOB2043:_r|} = \"\";", "JOB2042")]
    [InlineData("private int _r; [JobTask] private static int T(int a) => a;", "private string {|JOB2043:_r|} = \"\";", "JOB2047")]
    public Task RaiseThatWouldSilenceAnotherError_IsNotWritten(string before, string after, string other) =>
        CodeFixTest.Of<ContractAnalyzer, WriteUpgradeFixer>(Job(after, name: $"{{|{other}:A|}}"))
            .WithFile("jobs.contract", ContractOf(Job(before)))
            .OffersNothingAsync();

    private static Task Fix<TFixer>(string released, string before, string after)
        where TFixer : CodeFixProvider, new() =>
        CodeFixTest.Of<ContractAnalyzer, TFixer>(before).WithoutFixAll().WithFile("jobs.contract", ContractOf(released)).GivesAsync(after);
}
