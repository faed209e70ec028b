using System.Diagnostics;
using Jobs;

namespace FileCopy;

/// <summary>
/// Copies a tree. The input is two paths and the job lists the files itself: a list of a million files is no input.
/// Nothing here speaks of crashes. <see cref="RunAsync"/> starts at its top after each of them, with the members as the
/// last checkpoint left them, and receives only those results that no checkpoint covers.
/// </summary>
[Job("file-copy")]
public sealed partial class FileCopyJob
{
    private const int FailuresNamedMax = 20;

    // Journaled: a checkpoint writes the failures since the last one, however many there are.
    private readonly JournaledList<CopyFailure> _failures = [];

    private int _files;
    private long _bytes;
    private TimeSpan _worked; // Up to the last checkpoint.

    /// <summary>The folder to copy.</summary>
    public required string Source { get; init; }

    /// <summary>Where its contents shall be.</summary>
    public required string Destination { get; init; }

    private async Task<CopyReport> RunAsync(Context ctx)
    {
        var workedBefore = _worked;
        var clock = Stopwatch.StartNew();

        ctx.Progress.ReportPhase("listing");
        var plan = ListFiles(ctx);
        DestinationTree.Make(Destination, plan, removePartialFiles: ctx.IsResumed);

        ctx.Progress.ReportPhase("copying");
        var copies = ctx.TaskDispatcher.CopyFile.Many(plan.Files, file => new(Source, Destination, file));
        Report(ctx, plan, copies);
        await foreach (var copy in copies)
        {
            if (copy.IsFaulted) Fail(plan.Files[copy.Index], copy.Error);
            else (_files, _bytes) = (_files + 1, _bytes + copy.Result);
            _worked = workedBefore + clock.Elapsed;
            Report(ctx, plan, copies);
            await ctx.CheckpointIfDueAsync();
        }

        if (ctx.IsResumed) await CopyWhatIsGoneAsync(ctx, plan);
        DestinationTree.SetTimes(Destination, plan);
        return new CopyReport(
            _files, _bytes, workedBefore + clock.Elapsed, _failures.Count + plan.Failures.Count,
            [.. plan.Failures.Concat(_failures).Take(FailuresNamedMax)]);
    }

    [JobTask("copy", Pool = "files")]
    private static Task<long> CopyFile(
        string source, string destination, SourceFile file, TaskContext task, FileCopier copier) =>
        copier.CopyAsync(source, destination, file, task.CancellationToken);

    private CopyPlan ListFiles(Context ctx)
    {
        // The arguments were checked before the submit; but this may be a later start, and a volume that is not mounted now
        // must not look like a tree without files.
        if (!Directory.Exists(Source)) throw new PermanentJobException($"the source folder {Source} is gone");
        return SourceTree.List(Source, ctx.ThrowIfInterrupted);
    }

    /// <summary>
    /// What was copied is remembered, but whoever deleted a half-made copy before starting again expects a whole one. Not
    /// remembered itself: the next start looks again.
    /// </summary>
    private async Task CopyWhatIsGoneAsync(Context ctx, CopyPlan plan)
    {
        var failed = _failures.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var gone = plan.Files.Where(f => !failed.Contains(f.Path) && !DestinationTree.Has(Destination, f)).ToArray();
        var copies = ctx.TaskDispatcher.CopyFile.Many(gone, file => new(Source, Destination, file), options: new() { Remember = false });
        await foreach (var copy in copies)
        {
            if (!copy.IsFaulted) continue;
            (_files, _bytes) = (_files - 1, _bytes - gone[copy.Index].Size); // Counted when it was there.
            Fail(gone[copy.Index], copy.Error);
        }
    }

    private void Fail(SourceFile file, JobError error)
    {
        if (DestinationFullException.Is(error)) throw new PermanentJobException(error.Message);
        _failures.Add(new CopyFailure(file.Path, error.Message));
    }

    private void Report(Context ctx, CopyPlan plan, TaskGroup<long> copies)
    {
        ctx.Progress.Report(copies.Completed, copies.Count);
        ctx.Progress.ReportBytes(_bytes, plan.Bytes);
    }
}
