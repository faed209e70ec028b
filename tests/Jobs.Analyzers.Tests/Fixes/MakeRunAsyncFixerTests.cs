using Jobs.Analyzers.Declaration;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

/// <summary>The fixes that make a class's own method what the job runs.</summary>
public sealed class MakeRunAsyncFixerTests
{
    [Fact]
    public Task TheOnlyEntry_BecomesRunAsync() => CodeFixTest.Of<JobFindingsAnalyzer, MakeRunAsyncFixer>(
        """[Job("a")] public partial class {|JOB1101:A|} { /* Sends. */ public async Task SendAsync(CancellationToken ct) => await Task.Delay(1, ct); private void Log() { } }""").GivesAsync(
        """[Job("a")] public partial class A { /* Sends. */ private async Task RunAsync(Context ctx, CancellationToken ct) => await Task.Delay(1, ct); private void Log() { } }""");

    [Fact]
    public Task ARunAsyncWithoutAContext_TakesIt() => CodeFixTest.Of<JobFindingsAnalyzer, MakeRunAsyncFixer>(
        """[Job("a")] public partial class A { public async Task {|JOB1103:RunAsync|}() => await Task.Yield(); }""").GivesAsync(
        """[Job("a")] public partial class A { private async Task RunAsync(Context ctx) => await Task.Yield(); }""");

    [Theory]
    [InlineData("public Task One() => Task.CompletedTask; public Task Two() => Task.CompletedTask;")]
    [InlineData("public static Task One() => Task.CompletedTask;")]
    [InlineData("public Task One(int n) => n == 0 ? Task.CompletedTask : One(n - 1);")]
    public Task WhereItIsNotCertain_NothingIsOffered(string members) => CodeFixTest.Of<JobFindingsAnalyzer, MakeRunAsyncFixer>(
        $$"""[Job("a")] public partial class {|JOB1101:A|} { {{members}} }""").OffersNothingAsync();

    [Theory]
    [InlineData("private void {|JOB1104:RunAsync|}(Context ctx) { }", "private async Task RunAsync(Context ctx) { }")]
    [InlineData("private int {|JOB1104:RunAsync|}(Context ctx) => 1;", "private async Task<int> RunAsync(Context ctx) => 1;")]
    [InlineData("private async void {|JOB1104:RunAsync|}(Context ctx) => await Task.Yield();", "private async Task RunAsync(Context ctx) => await Task.Yield();")]
    public Task WhatIsReturned_BecomesATask(string before, string after) => CodeFixTest.Of<JobFindingsAnalyzer, ReturnTaskFixer>(
        $$"""[Job("a")] public partial class A { {{before}} }""").GivesAsync($$"""[Job("a")] public partial class A { {{after}} }""");

    [Fact]
    public Task AParameter_BecomesInput() => CodeFixTest.Of<JobFindingsAnalyzer, MakeInputFixer>(
        """
        [Job("a")]
        public partial class A
        {
            private async Task RunAsync(Context ctx, string {|JOB1105:folder|}, int {|JOB1105:depth|} = 3) => await Task.Delay(folder.Length + depth, ctx.CancellationToken);
        }
        """).GivesAsync(
        """
        [Job("a")]
        public partial class A
        {
            public required string Folder { get; init; }

            public int Depth { get; init; } = 3;

            private async Task RunAsync(Context ctx) => await Task.Delay(Folder.Length + Depth, ctx.CancellationToken);
        }
        """);

    [Theory]
    [InlineData("ref int {|JOB1105:n|}")]
    [InlineData("IProgress<int> {|JOB1105:n|}")]
    [InlineData("int {|JOB1105:Up|}")]
    public Task AParameterThatCouldNotBeInput_StaysOne(string parameter) => CodeFixTest.Of<JobFindingsAnalyzer, MakeInputFixer>(
        $$"""[Job("a")] public partial class A { private Task RunAsync(Context ctx, {{parameter}}) => Task.CompletedTask; }""").OffersNothingAsync();
}
