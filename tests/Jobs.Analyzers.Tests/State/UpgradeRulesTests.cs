using Jobs.Analyzers.Declaration;
using Jobs.TestKit.Roslyn;
using static Jobs.Analyzers.Tests.State.ContractChange;

namespace Jobs.Analyzers.Tests.State;

/// <summary>Methods marked <c>[UpgradeFrom]</c>: what is refused, and that its neighbours are not.</summary>
public sealed class UpgradeRulesTests
{
    private const string Members = "private long _bytes; public required string Name { get; init; } private readonly JournaledList<int> _log = [];";

    [Theory]
    [InlineData("[UpgradeFrom(1)] private static void Up(int megabytes, out long bytes) => bytes = megabytes;")]
    [InlineData("[UpgradeFrom(2)] public static void Up(out string name, out long Bytes, string old = \"\") => (name, Bytes) = (old, 1);")]
    [InlineData("[UpgradeFrom(1)] static void Up(int a, out int b) => b = a; [UpgradeFrom(2)] static void Up2(int B, out long bytes) => bytes = B;")]
    [InlineData("[UpgradeFrom(1)] static void Up([JobName(\"x y\")] int a, [JobName(\"bytes\")] out long b) => b = a;")]
    [InlineData("[UpgradeFrom(2)] static void Up2(int middle, out long bytes) => bytes = middle; [UpgradeFrom(1)] static void Up(int a, out int middle) => middle = a;")]
    [InlineData("[UpgradeFrom(1)] static void Up(string name, out string Name) => Name = name.Trim();")]
    [InlineData("[FormerlyNamed(\"octets\")] private long _size; [UpgradeFrom(1)] static void Up(int a, out long size) => size = a;")]
    public Task Upgrade_AsItShouldBe_IsSilent(string upgrade) => Test(upgrade).RunAsync();

    [Theory]
    [InlineData("[UpgradeFrom(1)] private void {|JOB2050:Up|}(out long bytes) => bytes = 1;")]
    [InlineData("[UpgradeFrom(1)] private static void {|JOB2050:Up|}<T>(out long bytes) => bytes = 1;")]
    [InlineData("[UpgradeFrom(1)] private static long {|JOB2050:Up|}(int n) => n;")]
    [InlineData("[UpgradeFrom(1)] private static void {|JOB2050:Up|}(ref long bytes, out string name) => name = \"\";")]
    [InlineData("[UpgradeFrom(1)] private static void {|JOB2050:Up|}(int n) { }")]
    [InlineData("[{|JOB2051:UpgradeFrom(0)|}] private static void Up(out long bytes) => bytes = 1;")]
    [InlineData("[{|JOB2051:UpgradeFrom(3)|}] private static void Up(out long bytes) => bytes = 1;")]
    [InlineData("[UpgradeFrom(1)] private static void Up(out long bytes) => bytes = 1; [{|JOB2051:UpgradeFrom(1)|}] private static void Up2(out long bytes) => bytes = 1;")]
    [InlineData("[UpgradeFrom(1)] private static void Up(System.IO.Stream {|JOB2052:s|}, out long bytes) => bytes = 1;")]
    [InlineData("[UpgradeFrom(1)] private static void Up(out System.Action {|JOB2052:bytes|}) => bytes = null!;")]
    [InlineData("[UpgradeFrom(1)] private static void Up(out long {|JOB2053:_bites|}) => _bites = 1;")]
    [InlineData("[UpgradeFrom(1)] private static void Up(out List<int> {|JOB2053:log|}) => log = [];")]
    [InlineData("[UpgradeFrom(1)] static void Up(int a, out int {|JOB2053:b|}) => b = a; [UpgradeFrom(2)] static void Up2(int c, out long bytes) => bytes = c;")]
    [InlineData("[UpgradeFrom({|CS0103:x|})] private static void Up(out long bytes) => bytes = 1;")]
    [InlineData("[UpgradeFrom(1)] static void Up(int old, out long bytes) => bytes = old; [UpgradeFrom(2)] static void Up2(int x, out int {|JOB2053:old|}) => old = x;")]
    [InlineData("[UpgradeFrom(1)] static void Up(out int {|JOB2053:x|}) => x = 1; [UpgradeFrom(2)] static void Up2(out int {|JOB2053:x|}) => x = 2;")]
    public Task Upgrade_ThatCannotBe_IsReported(string upgrade) => Test(upgrade).RunAsync();

    [Theory]
    [InlineData("JOB2051", "[{|#0:UpgradeFrom(3)|}] private static void Up(out long bytes) => bytes = 1;", "Upgrade 'Up' is from version 3, and the job's own is 3; raise [Job(Version = …)] above the version that is upgraded")]
    [InlineData("JOB2053", "[UpgradeFrom(1)] private static void Up(out long {|#0:bites|}) => bites = 1;", "Parameter 'bites' of upgrade 'Up' is the name of no stored member of 'A', and no later upgrade takes it; name it as the member is stored, or use [JobName]")]
    public Task Message_NamesTheUpgradeAndTheRemedy(string id, string upgrade, string message) => Test(upgrade).Rule(id).Message(0, message).RunAsync();

    private static AnalyzerTest Test(string upgrade) =>
        AnalyzerTest.Of<JobFindingsAnalyzer>(Job(Members + upgrade, "Job(\"a\", Version = 3)"));
}
