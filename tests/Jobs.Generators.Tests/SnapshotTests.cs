using Jobs.TestKit.Roslyn;
using Jobs.TestKit.Snapshots;

namespace Jobs.Generators.Tests;

/// <summary>The few generated files that a person reads when they change; docs/generated-code.md explains the first.</summary>
public class SnapshotTests
{
    /// <summary>The job of docs/generated-code.md.</summary>
    internal const string Greeting = """
        namespace Acme;

        [Job("greet")]
        public sealed partial class GreetJob
        {
            public required string Name { get; init; }
            private int _sent;

            private async Task RunAsync(Context ctx)
            {
                await ctx.TaskDispatcher.Send.Run(Name);
                _sent++;
                await ctx.CheckpointAsync();
            }

            [JobTask]
            private static async Task Send(string name, CancellationToken ct) => await Task.Delay(name.Length, ct);
        }
        """;

    [Fact]
    public void GreetJob_AsDocumented_EmitsWhatWasReviewed() =>
        GeneratorRun.Of(Greeting).CompilesWithoutWarnings().MatchesSnapshot();

    [Fact]
    public void StateTypes_OfEachKind_EmitCodecsThatWereReviewed() =>
        GeneratorRun.Of("""
            [Flags] public enum Rights { None, Read = 1, Write = 2 }
            public sealed record Item(int N, string? Text = null) { public Rights Rights { get; init; } }
            [Job("codecs")]
            public partial class Codecs
            {
                private readonly JournaledList<Item> _items = [];
                private HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
                private Dictionary<int, (long, DateTime?)>? _times;
                private Task RunAsync(Context c) => Task.FromResult(_times = null);
            }
            """).CompilesWithoutWarnings().MatchesSnapshot(["Codecs.5fc17dd2.g.cs"]);

    [Fact]
    public void VerifiedFiles_AllHaveATest() => Assert.Empty(SnapshotOrphans.Of(typeof(SnapshotTests).Assembly));
}
