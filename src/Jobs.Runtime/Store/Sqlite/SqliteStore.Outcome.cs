using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>The end of an attempt, and of a job.</content>
internal sealed partial class SqliteStore
{
    private SqliteStatement? _insertHistory;
    private SqliteStatement? _insertCompleted;
    private SqliteStatement? _insertKept;
    private SqliteStatement? _deleteJob;
    private SqliteStatement? _deletePayload;
    private SqliteStatement? _insertUnreadable;
    private SqliteStatement? _selectStatus;
    private SqliteStatement? _reschedule;
    private SqliteStatement? _selectError;
    private SqliteStatement? _dropFailures;
    private SqliteStatement?[] _deleteParts = [];
    private int _numerousDeleted; // Since retention began its transaction.

    private static readonly (JobParts Part, string Sql)[] ActiveParts =
    [
        (JobParts.Checkpoint, "DELETE FROM checkpoint WHERE job_id = ?1"),
        (JobParts.Journal, "DELETE FROM journal WHERE job_id = ?1 AND seq IN (SELECT seq FROM journal WHERE job_id = ?1 LIMIT ?2)"),
        (JobParts.TaskResults, "DELETE FROM task_result WHERE id IN (SELECT id FROM task_result WHERE job_id = ?1 LIMIT ?2)"),
        (JobParts.Sleeps, "DELETE FROM sleep WHERE job_id = ?1"),
        (JobParts.Children, "DELETE FROM child_key WHERE parent_id = ?1 AND key IN (SELECT key FROM child_key WHERE parent_id = ?1 LIMIT ?2)"),
    ];

    // Copied by the store itself: reading the row here and binding it again would cost half a microsecond more. OR FAIL,
    // because it is one row: SQLite then need not keep a statement journal to take back the rows before it.
    private static readonly string MoveSql = $"""
        INSERT OR FAIL INTO history (id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at,
            due_at, started_at, finished_at, parts, key, token, error, result)
        SELECT id, kind, version, ?2, priority, ?3, crashes, parent_id, root_id, submitted_at,
            due_at, ?4, ?5, parts & ~{(int)JobParts.OfActive}, key, token, ?6, ?7
        FROM job WHERE id = ?1
        """;

    // One that may be run again keeps its side tables, and what its submit said of attempts.
    private const string MoveKeptSql = """
        INSERT OR FAIL INTO history (id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at,
            due_at, started_at, finished_at, parts, key, token, error, result, timeout_ms, retry)
        SELECT id, kind, version, ?2, priority, ?3, crashes, parent_id, root_id, submitted_at,
            due_at, ?4, ?5, parts, key, token, ?6, ?7, timeout_ms, retry
        FROM job WHERE id = ?1
        """;

    // What nearly all jobs are when they complete: nobody asked for their cancellation, and no side table has rows of them.
    private static readonly string MoveCompletedSql =
        $"{MoveSql} AND fence = ?8 AND status = {(int)JobStatus.Ready} AND is_cancel_requested = 0 AND parts & {(int)JobParts.OfActive} = 0";

    // OR IGNORE, because history may have the id already, in a store that was changed from outside.
    private static readonly string MoveUnreadableSql = $"""
        INSERT OR IGNORE INTO history (id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at,
            due_at, started_at, finished_at, parts, key, token, error, result)
        SELECT id, {Whole("kind")}, {Whole("version", int.MinValue, int.MaxValue)}, ?2, {Whole("priority", sbyte.MinValue, sbyte.MaxValue)}, ?3,
            {Whole("crashes", 0, int.MaxValue)}, {Whole("parent_id")}, {Whole("root_id")}, {Whole("submitted_at", JobRow.Times.First, JobRow.Times.Last)},
            {Whole("due_at", JobRow.Times.First, JobRow.Times.Last)}, ?4, ?5, {Whole("parts", 0, int.MaxValue)} & ~{(int)JobParts.OfActive},
            CASE WHEN typeof(key) = 'text' THEN key END, CASE WHEN typeof(token) = 'text' THEN token END, ?6, ?7
        FROM job WHERE id = ?1
        """;

    private static string Whole(string column, long least = long.MinValue + 1, long most = long.MaxValue) =>
        $"CASE WHEN typeof({column}) = 'integer' AND {column} BETWEEN {least} AND {most} THEN {column} ELSE 0 END";

    private AtomAnswer End(OutcomeAtom atom)
    {
        if (atom.IsUnreadable) return EndUnreadable(atom);
        if (TryComplete(atom)) return AtomAnswer.Applied;
        if (FindClaim(atom.Id, atom.Fence) is not { } claim || !EndsLegally(claim.Status, atom.Status)) return AtomAnswer.Stale;

        // A cancellation that was acknowledged decides, whatever the job's code did in the meantime.
        atom.StoredStatus = claim.IsCancelRequested ? JobStatus.Cancelled : atom.Status;
        var result = atom.StoredStatus == JobStatus.Completed ? atom.Result : null;
        MoveToHistory(atom.Id, claim, atom.StoredStatus, atom.FailedAttempts, atom.StartedAt, atom.FinishedAt, atom.Error, result);
        return AtomAnswer.Applied;
    }

    /// <summary>
    /// The end that most jobs have, without reading the row first: its conditions are those of the move. False when one of
    /// them does not hold, be it that the attempt is stale, and nothing was written.
    /// </summary>
    private bool TryComplete(OutcomeAtom atom)
    {
        if (atom.Status != JobStatus.Completed || !Unfinished.IsEmpty) return false; // The row's own flag may not be the last word.
        var move = _insertCompleted ??= Database.Prepare(MoveCompletedSql);
        BindEnd(move, atom.Id, JobStatus.Completed, atom.FailedAttempts, atom.StartedAt, atom.FinishedAt, atom.Error, atom.Result);
        if (move.Bind(8, atom.Fence).RunCounted() == 0) return false;

        atom.StoredStatus = JobStatus.Completed;
        DeleteRow(atom.Id);
        DeletePayload(atom.Id);
        Count(JobStatus.Ready, -1);
        Count(JobStatus.Completed, +1);
        return true;
    }

    // Whatever its columns hold. What makes no sense there is left out, so that history can be read; nothing is kept to run it again from.
    private AtomAnswer EndUnreadable(OutcomeAtom atom)
    {
        var select = (_selectStatus ??= Database.Prepare("SELECT status FROM job WHERE id = ?1")).Bind(1, atom.Id.Value);
        long? status = select.Step() ? select.Number(0) : null;
        select.Reset();
        if (status is not { } from) return AtomAnswer.Stale;

        BindEnd(
            _insertUnreadable ??= Database.Prepare(MoveUnreadableSql), atom.Id, atom.Status, Math.Max(0, atom.FailedAttempts),
            atom.StartedAt, atom.FinishedAt, atom.Error, result: null).Run();
        DeleteRow(atom.Id);
        DeletePayload(atom.Id);
        DeleteParts(atom.Id, JobParts.OfActive);
        atom.StoredStatus = atom.Status;
        Count((JobStatus)from, -1);
        Count(atom.Status, +1);
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
        KeepProgress(atom);
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
        if (atom.DropsTaskFailures && claim.Parts.HasFlag(JobParts.TaskResults)) DropFailures(atom.Id);
        Count(claim.Status, -1);
        Count(atom.Status, +1);
        return AtomAnswer.Applied;
    }

    private void DropFailures(JobId id) =>
        (_dropFailures ??= Database.Prepare("DELETE FROM task_result WHERE job_id = ?1 AND is_faulted = 1 AND is_covered = 0")).Bind(1, id.Value).Run();

    private void MoveToHistory(
        JobId id, Claim claim, JobStatus status, int failedAttempts,
        DateTimeOffset? startedAt, DateTimeOffset finishedAt, JobError? error, byte[]? result)
    {
        var database = Database;

        // Whoever retries it is to know that a host could not run it.
        if (status == JobStatus.Cancelled) error ??= ParkedBecause(id);
        var keeps = status.CanBeRetried();
        var move = keeps ? _insertKept ??= database.Prepare(MoveKeptSql) : _insertHistory ??= database.Prepare(MoveSql);
        BindEnd(move, id, status, failedAttempts, startedAt, finishedAt, error, result).Run();
        DeleteRow(id);
        if (!keeps)
        {
            DeletePayload(id);
            DeleteParts(id, claim.Parts);
        }

        Count(claim.Status, -1);
        Count(status, +1);
    }

    private JobError? ParkedBecause(JobId id)
    {
        var select = (_selectError ??= Database.Prepare("SELECT error FROM job WHERE id = ?1")).Bind(1, id.Value);
        try
        {
            return select.Step() && StoreJson.ReadError(select.Span(0)) is { IsParking: true } reason ? reason : null;
        }
        catch (Exception failure) when (StoreJson.IsReadFailure(failure))
        {
            return null; // A row may hold anything; its cancellation does not hang on it.
        }
        finally
        {
            select.Reset();
        }
    }

    private static SqliteStatement BindEnd(
        SqliteStatement move, JobId id, JobStatus status, int failedAttempts,
        DateTimeOffset? startedAt, DateTimeOffset finishedAt, JobError? error, byte[]? result) => move
        .Bind(1, id.Value)
        .Bind(2, (int)status)
        .Bind(3, failedAttempts)
        .Bind(4, startedAt?.ToUnixTimeMilliseconds())
        .Bind(5, finishedAt.ToUnixTimeMilliseconds())
        .BindTextOrNull(6, StoreJson.Write(error))
        .BindTextOrNull(7, result);

    private void DeleteRow(JobId id) => (_deleteJob ??= Database.Prepare("DELETE FROM job WHERE id = ?1")).Bind(1, id.Value).Run();

    private void DeletePayload(JobId id) =>
        (_deletePayload ??= Database.Prepare("DELETE FROM payload WHERE job_id = ?1")).Bind(1, id.Value).Run();

    private void DeleteParts(JobId id, JobParts parts)
    {
        if (DeleteSome(id, parts) is var left and not JobParts.None) LeaveToUpkeep(id, left);
    }

    /// <summary>Deletes the rows of these parts, of each that may have very many no more than the bound; returns those that have more.</summary>
    private JobParts DeleteSome(JobId id, JobParts parts)
    {
        var left = JobParts.None;
        if (_deleteParts.Length == 0) _deleteParts = new SqliteStatement?[ActiveParts.Length];
        for (var i = 0; i < ActiveParts.Length; i++)
        {
            var part = ActiveParts[i].Part;
            if ((parts & part) == 0) continue;
            var delete = (_deleteParts[i] ??= Database.Prepare(ActiveParts[i].Sql)).Bind(1, id.Value);
            if ((part & JobParts.Numerous) == 0) delete.Run();
            else if (delete.Bind(2, _options.Limits.EndRowsMax).RunCounted() == _options.Limits.EndRowsMax && HasRows(id, part)) left |= part;
            if ((part & JobParts.Numerous) != 0) _numerousDeleted += Database.Changes;
        }

        return left;
    }

    // The store does not know what runs: a row that may start may be running.
    private static bool EndsLegally(JobStatus from, JobStatus to) =>
        to.IsTerminal() && (JobTransitions.IsLegal(JobStatus.Running, to) || JobTransitions.IsLegal(from, to));
}
