using System.Globalization;
using Jobs.Cli.Commands;

namespace Jobs.Cli.Output;

/// <summary>Values as a person reads them.</summary>
internal static class Texts
{
    private const int BarWidth = 24;

    /// <summary>A moment, UTC, to the second.</summary>
    public static string Time(DateTimeOffset? time) =>
        time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    /// <summary>A job's status, and what stands beside it.</summary>
    public static string Status(JobInfo info) =>
        (info.IsParked ? StatusOption.Parked : info.Status.ToString()) + (info.IsCancelRequested && !info.Status.IsTerminal() ? ", to be cancelled" : info.IsPaused ? ", paused" : "");

    /// <summary>How to run a job again that ended badly, to stand behind what is said of it; nothing of others.</summary>
    public static string Again(JobId id, JobStatus status, JobId retriedAs) =>
        status is not (JobStatus.Failed or JobStatus.DeadLettered) ? "" : retriedAs.IsNone ? $" (again: jobs retry {id})" : $" (retried as {retriedAs})";

    /// <summary>What to say of an id that the store does not have, behind it.</summary>
    public const string Unknown = "is unknown here: it was never submitted to this store, or its history was removed by retention (JobsOptions.HistoryMaxAge). 'jobs list' shows those that are known";

    /// <summary>How far a job is, in a word or two.</summary>
    public static string Progress(JobProgress? progress) => progress switch
    {
        null => "",
        { Percent: { } percent } => percent.ToString("0", CultureInfo.InvariantCulture) + "%",
        _ => progress.Completed.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>How far a job is, as a bar and a line.</summary>
    public static string Bar(JobProgress? progress)
    {
        if (progress is null) return "";
        var parts = new List<string>();
        if (progress.Percent is { } percent)
        {
            var filled = (int)Math.Floor(percent / 100 * BarWidth);
            parts.Add($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {percent.ToString("0", CultureInfo.InvariantCulture)}%");
        }

        parts.Add(progress.Total is { } total
            ? string.Create(CultureInfo.InvariantCulture, $"{progress.Completed:N0} of {total:N0}")
            : progress.Completed.ToString("N0", CultureInfo.InvariantCulture));
        if (progress.BytesCompleted is { } bytes) parts.Add(Bytes(bytes) + (progress.BytesTotal is { } all ? $" of {Bytes(all)}" : ""));
        if (progress.Phase is not null) parts.Add(progress.Phase);
        if (progress.Message is not null) parts.Add(OneLine(progress.Message));
        return string.Join("  ", parts);
    }

    /// <summary>A number of bytes.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        double value = bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < units.Length - 1) (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[unit]}");
    }

    /// <summary>A text without line breaks or what else moves a terminal's cursor: texts of jobs are not to be trusted.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>A text of several lines without what moves a terminal's cursor.</summary>
    public static string Lines(string text) => string.Concat(text.ReplaceLineEndings("\n").Select(c => char.IsControl(c) && c != '\n' ? ' ' : c));

    /// <summary>The beginning of a text that is too long.</summary>
    public static string Cut(string text, int max) => text.Length <= max ? text : string.Concat(text.AsSpan(0, max - 1), "…");
}
