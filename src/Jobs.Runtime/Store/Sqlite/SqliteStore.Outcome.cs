using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>The end of an attempt, and of a job.</content>
internal sealed partial class SqliteStore
{
    private SqliteStatement? _insertHistory;
    private SqliteStatement? _deleteJob;
    private SqliteStatement? _deletePayload;
    private SqliteStatement? _reschedule;
    private SqliteStatement? _dropFailures;
    private SqliteStatement?[] _deleteParts = [];

    private static readonly (JobParts Part, string Sql)[] ActiveParts =
    [
        (JobParts.Checkpoint, "DELETE FROM checkpoint WHERE job_id = ?1"),
        (JobParts.Journal, "DELETE FROM journal WHERE job_id = ?1"),
        (JobParts.TaskResults, "DELETE FROM task_result WHERE job_id = ?1"),
        (JobParts.Sleeps, "DELETE FROM sleep WHERE job_id = ?1"),
        (JobParts.Children, "DELETE FROM child_key WHERE parent_id = ?1"),
    ];

    private AtomAnswer End(OutcomeAtom atom)
    {
        if (FindClaim(atom.Id, atom.Fence) is not { } claim || !EndsLegally(claim.Status, atom.Status)) return AtomAnswer.Stale;

        // A cancellation that was acknowledged decides, whatever the job's code did in the meantime.
        atom.StoredStatus = claim.IsCancelRequested ? JobStatus.Cancelled : atom.Status;
        var result = atom.StoredStatus == JobStatus.Completed ? atom.Result : null;
        MoveToHistory(atom.Id, claim, atom.StoredStatus, atom.FailedAttempts, atom.StartedAt, atom.FinishedAt, atom.Error, result);
        return AtomAnswer.Applied;
    }

    private void EndRejected(OutcomeAtom atom, string reason)
    {
        if (FindClaim(atom.Id, atom.Fence) is not { } claim)
        {
            atom.Answer = AtomAnswer.Stale;
            return;
        }

        atom.StoredStatus = claim.IsCancelRequested ? JobStatus.Cancelled : JobStatus.Failed;
        var error = OutcomeRejection.Error(atom, reason);
        MoveToHistory(atom.Id, claim, atom.StoredStatus, atom.FailedAttempts, atom.StartedAt, atom.FinishedAt, error, result: null);
        atom.Answer = AtomAnswer.Applied;
    }

    private AtomAnswer Reschedule(RescheduleAtom atom, DateTimeOffset now)
    {
        if (FindClaim(atom.Id, atom.Fence) is not { } claim || !JobTransitions.IsLegal(JobStatus.Running, atom.Status)
            || atom.Status.IsTerminal())
        {
            return AtomAnswer.Stale;
        }

        atom.IsPaused = claim.IsPaused;
        atom.WasCancelled = claim.IsCancelRequested;
        if (atom.WasCancelled)
        {
            MoveToHistory(atom.Id, claim, JobStatus.Cancelled, atom.FailedAttempts, startedAt: null, now, atom.Error, result: null);
            return AtomAnswer.Applied;
        }

        (_reschedule ??= Database.Prepare("""
            UPDATE job SET status = ?2, due_at = ?3, rank = ?4, failed_attempts = ?5, error = ?6, fence = fence + 1 WHERE id = ?1
            """))
            .Bind(1, atom.Id.Value)
            .Bind(2, (int)atom.Status)
            .Bind(3, atom.DueAt.ToUnixTimeMilliseconds())
            .Bind(4, atom.Rank)
            .Bind(5, atom.FailedAttempts)
            .BindTextOrNull(6, StoreJson.Write(atom.Error))
            .Run();
        if (atom.DropsTaskFailures && claim.Parts.HasFlag(JobParts.TaskResults))
        {
            (_dropFailures ??= Database.Prepare("DELETE FROM task_result WHERE job_id = ?1 AND is_faulted = 1 AND is_covered = 0"))
                .Bind(1, atom.Id.Value).Run();
        }

        Count(claim.Status, -1);
        Count(atom.Status, +1);
        return AtomAnswer.Applied;
    }

    private void MoveToHistory(
        JobId id, Claim claim, JobStatus status, int failedAttempts,
        DateTimeOffset? startedAt, DateTimeOffset finishedAt, JobError? error, byte[]? result)
    {
        var database = Database;

        // Copied by the store itself: reading the row here and binding it again would cost half a microsecond more.
        (_insertHistory ??= database.Prepare($"""
            INSERT INTO history (id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at,
                due_at, started_at, finished_at, parts, key, token, error, result)
            SELECT id, kind, version, ?2, priority, ?3, crashes, parent_id, root_id, submitted_at,
                due_at, ?4, ?5, parts & ~{(int)JobParts.OfActive}, key, token, ?6, ?7
            FROM job WHERE id = ?1
            """))
            .Bind(1, id.Value)
            .Bind(2, (int)status)
            .Bind(3, failedAttempts)
            .Bind(4, startedAt?.ToUnixTimeMilliseconds())
            .Bind(5, finishedAt.ToUnixTimeMilliseconds())
            .BindTextOrNull(6, StoreJson.Write(error))
            .BindTextOrNull(7, result)
            .Run();
        (_deleteJob ??= database.Prepare("DELETE FROM job WHERE id = ?1")).Bind(1, id.Value).Run();
        (_deletePayload ??= database.Prepare("DELETE FROM payload WHERE job_id = ?1")).Bind(1, id.Value).Run();
        if ((claim.Parts & JobParts.OfActive) != 0) DeleteParts(id, claim.Parts);

        Count(claim.Status, -1);
        Count(status, +1);
    }

    private void DeleteParts(JobId id, JobParts parts)
    {
        if (_deleteParts.Length == 0) _deleteParts = new SqliteStatement?[ActiveParts.Length];
        for (var i = 0; i < ActiveParts.Length; i++)
        {
            if ((parts & ActiveParts[i].Part) == 0) continue;
            (_deleteParts[i] ??= Database.Prepare(ActiveParts[i].Sql)).Bind(1, id.Value).Run();
        }
    }

    // The store does not know what runs: a row that may start may be running.
    private static bool EndsLegally(JobStatus from, JobStatus to) =>
        to.IsTerminal() && (JobTransitions.IsLegal(JobStatus.Running, to) || JobTransitions.IsLegal(from, to));
}
