using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Generators.Tests.Caching;

/// <summary>Which edit reaches which step.</summary>
public class PipelineTests
{
    private const string A = """[Job("a")] public partial class A { public int N { get; set; } private Task RunAsync(Context c) => Task.CompletedTask; }""";
    private const string B = """[Job("b")] public partial class B { public int N { get; set; } private Task RunAsync(Context c) => Task.CompletedTask; }""";

    [Fact]
    public void Edit_OfOneJobsState_LeavesTheOthersFileAndTheRegistrationCached()
    {
        var (_, after) = GeneratorRun.Of(A, B).RunTwice(input => Replace(input, 0, "public int N", "public long N"));

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            CachingAssert.Reasons(after, TrackingNames.Jobs));
        Assert.All(CachingAssert.Reasons(after, TrackingNames.RegistrationEntries), IsCached);
        Assert.All(CachingAssert.Reasons(after, TrackingNames.Registration), IsCached);
    }

    [Fact]
    public void Edit_InsideRunAsync_LeavesEverythingCached()
    {
        var (_, after) = GeneratorRun.Of(A, B).RunTwice(input => Replace(input, 0, "Task.CompletedTask", "Task.Delay(1)"));

        CachingAssert.EverythingCached(after, CachingAssert.StepNames(new JobGenerator()));
    }

    [Fact]
    public void Edit_OfAStoredName_ReachesTheRegistration()
    {
        var (_, after) = GeneratorRun.Of(A, B).RunTwice(input => Replace(input, 0, "\"a\"", "\"c\""));

        Assert.Contains(IncrementalStepRunReason.Modified, CachingAssert.Reasons(after, TrackingNames.Registration));
    }

    [Fact]
    public void Jobs_DeclaredInAnyOrder_GiveTheSameFiles()
    {
        var forward = GeneratorRun.Of(A, B).Emitted;
        var backward = GeneratorRun.Of(B, A).Emitted;

        Assert.Equal(forward.OrderBy(f => f.Key), backward.OrderBy(f => f.Key));
    }

    [Fact]
    public void Run_OnTheSameSourceTwice_GivesTheSameBytes() =>
        Assert.Equal(GeneratorRun.Of(A, B).Emitted.OrderBy(f => f.Key), GeneratorRun.Of(A, B).Emitted.OrderBy(f => f.Key));

    [Fact]
    public void Run_WhenCancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            CSharpGeneratorDriver.Create(new JobGenerator()).RunGenerators(TestCompilation.Create(A), cancelled.Token));
    }

    private static void IsCached(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());

    private static CSharpCompilation Replace(CSharpCompilation input, int index, string old, string text)
    {
        var tree = input.SyntaxTrees[index];
        Assert.Contains(old, tree.ToString(), StringComparison.Ordinal);
        return input.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree.ToString().Replace(old, text, StringComparison.Ordinal))));
    }
}
