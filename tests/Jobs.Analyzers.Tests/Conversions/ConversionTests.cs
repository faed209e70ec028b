using Jobs.TestKit.Snapshots;

namespace Jobs.Analyzers.Tests.Conversions;

/// <summary>
/// Ordinary service classes, written without a thought of jobs but for the attribute, become jobs by their diagnostics alone.
/// What they become is compiled into Jobs.Integration.Tests, and run, interrupted and resumed there.
/// </summary>
public sealed class ConversionTests
{
    [Fact]
    public Task MailDigest_BecomesAJob() => Converts("MailDigest");

    [Fact]
    public Task InvoiceRun_BecomesAJob() => Converts("InvoiceRun");

    [Fact]
    public Task Thumbnails_BecomesAJob() => Converts("Thumbnails",
        // "return the value, and change the state where it is awaited": what ran in parallel becomes a task.
        new ScriptedEdit("JOB3004",
            ("await Parallel.ForEachAsync(Pictures, async (picture, ct) => _bytes += await _images.ShrinkAsync(picture, ct));",
                "await foreach (var size in ctx.TaskDispatcher.Shrink.Many(Pictures)) { _bytes += size.Result; await ctx.CheckpointIfDueAsync(); }"),
            ("    private async Task<long> RunAsync(",
                "    [JobTask]\n    private static Task<long> Shrink(string picture, TaskContext task, IImages images) => images.ShrinkAsync(picture, task.CancellationToken);\n\n    private async Task<long> RunAsync(")));

    [Fact]
    public Task NightlyCleanup_BecomesAJob() => Converts("NightlyCleanup",
        // "skip what was done": the list itself must be the same next time, so it is state.
        new ScriptedEdit("JOB3023",
            ("    private int _deleted;\n", "    private int _deleted;\n    private string[]? _paths;\n"),
            ("foreach (var path in _folders.List(Folder))", "_paths ??= _folders.List(Folder);\n        foreach (var path in _paths.Skip(_deleted))")));

    [Fact]
    public Task CsvImport_BecomesAJob() => Converts("CsvImport",
        // "keep how far it is in state": the counter of rows is that.
        new ScriptedEdit("JOB3023",
            ("for (var i = 0; i < lines.Length; i++)", "while (_rows < lines.Length)"), ("lines[i]", "lines[_rows]")));

    [Fact]
    public Task Crawler_BecomesAJob() => Converts("Crawler");

    [Fact]
    public Task Backup_BecomesAJob() => Converts("Backup",
        // "make it a [JobTask] and dispatch it": all at once, since results that are added up come from a group.
        new ScriptedEdit("JOB3010",
            ("foreach (var file in Files)", "await foreach (var copied in ctx.TaskDispatcher.Copy.Many(Files, file => new(file, Target)))"),
            ("_bytes += await Task.Run(() => _disk.Copy(file, Target));", "_bytes += copied.Result;"),
            ("    private async Task<long> RunAsync(", "    [JobTask]\n    private static long Copy(string file, string target, TaskContext task, IDisk disk) => disk.Copy(file, target);\n\n    private async Task<long> RunAsync(")));

    [Fact]
    public Task WordReport_BecomesAJob() => Converts("WordReport");

    private static async Task Converts(string name, params ScriptedEdit[] edits)
    {
        var (text, steps) = await Conversion.RunAsync(name, edits);

        Snapshot.Of(callerMember: $"{name}_BecomesAJob").Matches(text, "cs");
        Snapshot.Of(callerMember: $"{name}_BecomesAJob").WithParameter("what", "steps").Matches(string.Join("\n", steps) + "\n");
    }
}
