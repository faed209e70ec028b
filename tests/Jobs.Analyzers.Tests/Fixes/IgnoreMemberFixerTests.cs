using Jobs.Analyzers.Declaration;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class IgnoreMemberFixerTests
{
    [Fact]
    public Task AddsTheAttribute_OnALineOfItsOwn_AndKeepsComments() => CodeFixTest.Of<JobFindingsAnalyzer, IgnoreMemberFixer>(Job(
        """
        // Where it goes.
            private Stream? {|JOB2001:_stream|};
            [Obsolete] private object? {|JOB2002:_object|};
            public nint {|JOB2003:Cells|} { get; private set; }
        """)).WithoutFixAll().GivesAsync(Job(
        """
        // Where it goes.
            [JobIgnore]
            private Stream? _stream;
            [JobIgnore]
            [Obsolete] private object? _object;
            [JobIgnore]
            public nint Cells { get; private set; }
        """));

    [Fact]
    public Task WithoutTheUsing_TheNameIsQualified() =>
        CodeFixTest.Of<JobFindingsAnalyzer, IgnoreMemberFixer>(
            """
            [Jobs.Job("a")] public partial class A
            {
                private System.Action? {|JOB2001:_then|};
                private System.Threading.Tasks.Task RunAsync(Context ctx) => System.Threading.Tasks.Task.CompletedTask;
            }
            """)
            .With(TestCompilationOptions.Default with { ImplicitUsings = false })
            .WithoutFixAll()
            .GivesAsync(
            """
            [Jobs.Job("a")] public partial class A
            {
                [Jobs.JobIgnore]
                private System.Action? _then;
                private System.Threading.Tasks.Task RunAsync(Context ctx) => System.Threading.Tasks.Task.CompletedTask;
            }
            """);

    [Theory]
    [InlineData("public required Stream {|JOB2001:To|} { get; init; }")]
    [InlineData("private Stream? {|JOB2001:_a|}, {|JOB2001:_b|};")]
    [InlineData("public System.Globalization.CultureInfo? {|JOB2003:Culture|} { get; set; }")]
    [InlineData("public System.Globalization.CultureInfo? {|JOB2003:Culture|} { get; init; }")]
    [InlineData("internal IComparable? {|JOB2002:Order|} { get; set; }")]
    [InlineData("public Stream? {|JOB2001:To|};")]
    public Task OffersNothing_WhereItWouldNotDo(string member) =>
        CodeFixTest.Of<JobFindingsAnalyzer, IgnoreMemberFixer>(Job(member)).OffersNothingAsync();

    private static string Job(string members) =>
        $$"""
        [Job("a")]
        public partial class A
        {
            {{members}}
            private Task RunAsync(Context ctx) => Task.CompletedTask;
        }
        """;
}
