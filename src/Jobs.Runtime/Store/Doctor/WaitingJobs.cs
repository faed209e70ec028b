using System.Globalization;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>Says of each active job why it does not move, as far as its rows tell. What runs, only its host knows.</summary>
internal static class WaitingJobs
{
    private const int ShownMax = 1000;
    private const int SuspectAfter = 5; // The default of JobsOptions.CrashesBeforeProbation; a host's own is not stored.

    private const string Sql = """
        SELECT job.id, kind.name, status, due_at, is_paused, is_cancel_requested, crashes, failed_attempts, CASE WHEN json_valid(error) THEN error END,
            (SELECT max(due_at) FROM sleep WHERE sleep.job_id = job.id AND sleep.due_at > ?1),
            (SELECT count(*) FROM job AS child WHERE child.parent_id = job.id AND child.parent_id <> 0),
            (WITH RECURSIVE above(id, parent_id, is_paused) AS (
                SELECT id, parent_id, is_paused FROM job AS self WHERE self.id = job.id
                UNION SELECT up.id, up.parent_id, up.is_paused FROM job AS up JOIN above ON up.id = above.parent_id)
             SELECT min(id) FROM above WHERE is_paused = 1),
            root_id
        FROM job JOIN kind ON kind.id = job.kind ORDER BY job.id LIMIT ?2
        """;

    public static IReadOnlyList<WaitingJob> Explain(SqliteDatabase database, DateTimeOffset now, TreeCommands unfinished)
    {
        var jobs = new List<WaitingJob>();
        using var select = database.PrepareOnce(Sql);
        select.Bind(1, now.ToUnixTimeMilliseconds()).Bind(2, ShownMax);
        while (select.Step())
        {
            var (reason, text) = Explain(select, now, unfinished);
            jobs.Add(new WaitingJob(new JobId(select.Number(0)), select.Text(1)!, reason, text));
        }

        return jobs;
    }

    private static (WaitingReason Reason, string Text) Explain(SqliteStatement row, DateTimeOffset now, TreeCommands unfinished)
    {
        var id = row.Number(0);
        var due = JobRow.Time(row.Number(3));
        var error = StoreJson.ReadError(row.Span(8));
        var crashes = row.Number(6);
        var root = new JobId(row.Number(12));
        var (isPaused, isCancelRequested) = unfinished.FlagsOf(new JobId(id), root, row.Flag(4), row.Flag(5));
        if (isCancelRequested) return (WaitingReason.Cancelling, "Its cancellation is acknowledged; the host ends it, or the next one does when it starts.");
        if (isPaused)
        {
            var top = unfinished.PauseOf(new JobId(id), root)?.TargetId.Value ?? row.NumberOrNull(11) ?? id;
            return (WaitingReason.Paused, top == id
                ? $"It was paused by somebody's command. Let it go on: jobs resume {id}"
                : $"It was paused with its tree, from job {top} on. Let the tree go on: jobs resume {top}");
        }

        // Due or not: the time of the next look passes while no host runs, and the reason stays.
        if (row.Number(2) == (int)JobStatus.Scheduled && error is { IsParking: true }) return Parked(row, error, due > now ? $"at {Time(due)}" : "as soon as it runs");
        if (row.Number(2) == (int)JobStatus.Scheduled && due > now)
        {
            return error is null
                ? (WaitingReason.NotDue, $"It is not due before {Time(due)}.")
                : (WaitingReason.Retry, $"Attempt {row.Number(7)} failed ({error.Message}); the next one is due at {Time(due)}.");
        }

        if (crashes >= SuspectAfter) return (WaitingReason.Suspect, $"Its process died {Times(crashes)} while it ran: it runs when nothing else does, and is quarantined when it keeps dying there. Look at why before you start the host again, or cancel it: jobs cancel {id}");
        if (row.Number(10) is > 0 and var children) return (WaitingReason.Children, $"It has {children} active child {(children == 1 ? "job" : "jobs")}, and may wait for them: jobs list --parent {id}");
        if (row.NumberOrNull(9) is { } wakes) return (WaitingReason.Sleep, $"It sleeps until {Time(JobRow.Time(wakes))}.");
        return (WaitingReason.Ready, crashes == 0
            ? "It may start, and runs unless every permit is taken."
            : $"It may start, and runs unless every permit is taken. Its process died {Times(crashes)} while it ran.");
    }

    private static (WaitingReason Reason, string Text) Parked(SqliteStatement row, JobError error, string next)
    {
        var id = row.Number(0);
        return error is { Type: JobError.UnknownJob }
            ? (WaitingReason.UnknownClass, $"{error.Message} A host looks at it again {next}. If the name is wrong, cancel it and submit it again: jobs cancel {id}")
            : (WaitingReason.Parked, $"Its last host could not read it ({error.Message}). No attempt was spent; a host looks at it again {next}. If no build of its host can read it, cancel it and submit it again: jobs cancel {id}");
    }

    private static string Times(long count) => count == 1 ? "once" : $"{count} times";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
