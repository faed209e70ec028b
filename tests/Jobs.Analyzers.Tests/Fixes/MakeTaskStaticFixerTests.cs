using Jobs.Analyzers.Declaration;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class MakeTaskStaticFixerTests
{
    [Fact]
    public Task AddsStatic_AfterTheAccessibility() => CodeFixTest.Of<JobFindingsAnalyzer, MakeTaskStaticFixer>(Job(
        """
        // Above.
        [JobTask] private async Task<int> {|JOB1201:T|}(string path) { await Task.Yield(); return path.Length + s_static + Helper(new Item { N = 1 }); }
        [JobTask]
        // Between.
        int {|JOB1201:U|}(Item item) => item.N;
        """)).GivesAsync(Job(
        """
        // Above.
        [JobTask] private static async Task<int> T(string path) { await Task.Yield(); return path.Length + s_static + Helper(new Item { N = 1 }); }
        [JobTask]
        // Between.
        static int U(Item item) => item.N;
        """));

    [Theory]
    [InlineData("private int {|JOB1201:T|}() => _state;")]
    [InlineData("private int {|JOB1201:T|}() => this._state;")]
    [InlineData("private void {|JOB1201:T|}() => _state = 1;")]
    [InlineData("private int {|JOB1201:T|}() => InstanceHelper();")]
    [InlineData("private string {|JOB1201:T|}() => ToString()!;")]
    [InlineData("private Func<int> F() => InstanceHelper; [JobTask] private string {|JOB1201:T|}() => $\"{_state}\";", false)]
    [InlineData("public virtual int {|JOB1201:T|}() => 1;")]
    [InlineData("public override int {|JOB1201:GetHashCode|}() => 1;")]
    public Task OffersNothing_WhereTheInstanceIsNeeded(string task, bool marked = true) =>
        CodeFixTest.Of<JobFindingsAnalyzer, MakeTaskStaticFixer>(Job((marked ? "[JobTask] " : "") + task)).OffersNothingAsync();

    private static string Job(string task) =>
        $$"""
        [Job("a")]
        public partial class A
        {
            private int _state;
            private static int s_static;
            private static int Helper(Item item) => item.N;
            private int InstanceHelper() => _state;
            private sealed class Item { public int N { get; set; } }
            private Task RunAsync(Context ctx) => Task.CompletedTask;

            {{task}}
        }
        """;
}
