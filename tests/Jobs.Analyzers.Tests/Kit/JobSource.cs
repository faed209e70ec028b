namespace Jobs.Analyzers.Tests.Kit;

/// <summary>A job around the lines that a test is about.</summary>
internal static class JobSource
{
    /// <summary>
    /// Job <c>A</c> with input <c>Paths</c>, state <c>_bytes</c>, <c>_next</c> and <c>_seen</c>, and tasks <c>Measure</c> and <c>Scale</c>; the
    /// statements are those of its <c>RunAsync</c>.
    /// </summary>
    public static string Of(string statements, string members = "", string services = "", string fields = "") =>
        $$"""
        [Job("a")]
        public sealed partial class A
        {
            public required ImmutableArray<string> Paths { get; init; }

            private long _bytes;
            private int _next;
            private List<string> _seen = [];{{fields}}

            private async Task RunAsync(Context ctx{{services}})
            {
                {{Indented(statements, 8)}}
            }

            {{Indented(members, 4)}}

            [JobTask] private static Task<long> Measure(string path) => Task.FromResult((long)path.Length);
            [JobTask] private static Task<long> Scale(string path, int times) => Task.FromResult(path.Length * (long)times);
        }

        public interface IMailer { Task SendAsync(string to, CancellationToken ct = default); void Send(string to); }
        """;

    private static string Indented(string lines, int columns) => lines.Replace("\n", "\n" + new string(' ', columns), StringComparison.Ordinal);
}
