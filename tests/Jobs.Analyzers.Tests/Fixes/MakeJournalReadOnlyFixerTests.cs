using Jobs.Analyzers.Declaration;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class MakeJournalReadOnlyFixerTests
{
    [Fact]
    public Task AddsReadOnly_ToAFieldThatNothingElseAssigns() => CodeFixTest.Of<JobFindingsAnalyzer, MakeJournalReadOnlyFixer>(
        Job("private JournaledList<string> {|JOB2007:_items|} = [];", "_items.Add(\"a\");"))
        .GivesAsync(Job("private readonly JournaledList<string> _items = [];", "_items.Add(\"a\");"));

    [Theory]
    [InlineData("private JournaledList<string> {|JOB2007:_items|} = [];", "_items = [];")]
    [InlineData("private JournaledList<string> {|JOB2007:_items|} = [];", "this._items = [];")]
    [InlineData("private JournaledList<string> {|JOB2007:_items|} = [];", "Interlocked.Exchange(ref _items, []);")]
    [InlineData("internal JournaledList<string> {|JOB2007:_items|} = [];", "")]
    [InlineData("private JournaledList<string>? {|JOB2007:_items|};", "")]
    [InlineData("private JournaledList<string> {|JOB2007:Items|} { get; set; } = [];", "")]
    public Task OffersNothing_WhereItMayBeAssigned(string member, string statement) =>
        CodeFixTest.Of<JobFindingsAnalyzer, MakeJournalReadOnlyFixer>(Job(member, statement)).OffersNothingAsync();

    private static string Job(string member, string statement) =>
        $$"""
        [Job("a")]
        public partial class A
        {
            {{member}}
            private async Task RunAsync(Context ctx) { {{statement}} await ctx.CheckpointAsync(); }
        }
        """;
}
