using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Generators.Tests.Caching;

/// <summary>An edit costs what it touches, however many jobs there are.</summary>
public class ManyJobsTests
{
    private const int Jobs = 1000;

    private static readonly Lazy<GeneratorRun> s_run = new(() => GeneratorRun.Of([.. Enumerable.Range(0, Jobs).Select(Source)]));

    [Theory]
    [InlineData("public int N ", "public long N ", 1)]
    [InlineData("_n++", "_n += 2", 0)]
    [InlineData("// rest", "// another rest", 0)]
    public void Edit_InsideOneOfAThousandJobs_EmitsAsManyFilesAnew(string old, string text, int emitted)
    {
        var (_, after) = s_run.Value.RunTwice(input =>
        {
            var tree = input.SyntaxTrees[Jobs / 2];
            Assert.Contains(old, tree.ToString(), StringComparison.Ordinal);
            return input.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree.ToString().Replace(old, text, StringComparison.Ordinal))));
        });

        Assert.Equal(emitted, EmittedAnew(after));
    }

    [Fact]
    public void Edit_ElsewhereThanInAThousandJobs_EmitsNothingAnew()
    {
        var (before, after) = s_run.Value.RunTwice(input => input.AddSyntaxTrees(CSharpSyntaxTree.ParseText("namespace Elsewhere { class C { } }")));

        Assert.Equal(Jobs + 1, before.GeneratedSources.Length);
        Assert.Equal(0, EmittedAnew(after));
    }

    private static int EmittedAnew(GeneratorRunResult run) =>
        run.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    private static string Source(int i) =>
        $$"""
        [Job("job-{{i}}")]
        public sealed partial class Job{{i}}
        {
            public required string Name { get; init; }
            public int N { get; set; }
            private int _n;
            private Task RunAsync(Context c) { _n++; return c.TaskDispatcher.T.Run(N); }
            [JobTask] private static int T(int n) => n; // rest
        }
        """;
}
