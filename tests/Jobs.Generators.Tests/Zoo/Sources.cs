namespace Jobs.Generators.Tests.Zoo;

/// <summary>Sources that more than one test class runs through.</summary>
internal static class Sources
{
    /// <summary>The job that the documentation shows.</summary>
    public const string FileCopy = """
        using System.Diagnostics;
        using Microsoft.Extensions.Logging;

        namespace Acme.Files;

        public sealed record CopyFailure(int Index, string Message);

        public sealed record CopyReport(int Count, long Bytes, int Failures);

        [Job("file-copy", Version = 1)]
        public sealed partial class FileCopyJob
        {
            public required ImmutableArray<string> Sources { get; init; }
            public required string Destination { get; init; }

            private long _bytes;
            private readonly JournaledList<CopyFailure> _failures = [];
            [JobIgnore] private Stopwatch? _clock;

            private async Task<CopyReport> RunAsync(Context ctx, ILogger<FileCopyJob> log)
            {
                _clock = Stopwatch.StartNew();
                var copies = ctx.TaskDispatcher.CopyFile.Many(Sources, s => new(s, Destination));
                await foreach (var copy in copies)
                {
                    if (copy.IsFaulted) _failures.Add(new(copy.Index, copy.Error.Message));
                    else _bytes += copy.Result;
                    ctx.Progress.Report(copies.Completed, copies.Count);
                    await ctx.CheckpointIfDueAsync();
                }

                log.ToString();
                return new CopyReport(copies.Count, _bytes, _failures.Count);
            }

            [JobTask("copy", Version = 1, Pool = "io", MaxAttempts = 3)]
            private static async Task<long> CopyFile(string source, string destination, TaskContext task, CancellationToken ct)
            {
                await Task.Delay(task.Attempt, ct);
                return source.Length + destination.Length;
            }
        }
        """;
}
