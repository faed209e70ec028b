using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>An author types: between two keystrokes almost no source compiles, and no analyzer may throw at any.</summary>
public sealed class RobustnessTests
{
    // A prime, so that the cuts fall into every kind of token.
    private const int Step = 41;

    private const string Source =
        """
        namespace Acme.Files;

        [Job("copy", Version = 1, TimeoutSeconds = 1.5), FormerlyNamed("old-copy")]
        public sealed partial class CopyJob : Base<int>
        {
            public required ImmutableArray<string> Sources { get; init; }
            [JobName("n")] private long _n;
            private readonly JournaledList<(string Path, int? Code)> _failures = [];
            [JobIgnore] private Func<Task>? _then;

            private async Task<Report> RunAsync(Context ctx, IServiceProvider services)
            {
                await foreach (var copy in ctx.TaskDispatcher.Copy.Many(Sources)) _n += copy.Result;
                var one = await ctx.TaskDispatcher.Copy.Run("x");
                if (_n > 0) { _n += one; _ = ctx.CheckpointAsync(); }
                var waits = ctx.TaskDispatcher.Copy.Run("y").Result;
                return new Report(_n, [.. _failures.Select(f => f.Path)]);
            }

            [JobTask("copy", MaxAttempts = 3)]
            private static async Task<long> CopyAsync(string path, TaskContext task, CancellationToken ct) => await Task.FromResult(1L);

            internal sealed record Report(long N, List<string> Failed);
        }

        public abstract class Base<T> { protected T? State { get; set; } }
        """;

    public static TheoryData<int> Cuts => [.. Enumerable.Range(0, (Source.Length / Step) + 1).Select(i => i * Step)];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task NoAnalyzerThrows_WhenTheSourceEndsAnywhere(int length) => await NothingThrows(Source[..length]);

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task NoAnalyzerThrows_WhenAPieceIsMissing(int start) =>
        await NothingThrows(Source.Remove(start, Math.Min(Step, Source.Length - start)));

    private static async Task NothingThrows(string source)
    {
        var reported = await GeneratorRun.Of(source).Output.WithAnalyzers(Components.Analyzers).GetAnalyzerDiagnosticsAsync();

        Assert.DoesNotContain(reported, diagnostic => diagnostic.Id == "AD0001");
    }
}
