using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>
/// What is left of ended jobs that had very many rows in a side table, and do not keep them to be run again: their payload is gone, or
/// went to the job that does. Nobody reads them: their job is not active, and its id comes never again. They go in upkeep, so many at a time, and the bit in history goes with the last of them.
/// </content>
internal sealed partial class SqliteStore
{
    private const int OwnersPerLook = 1000; // Of the look that an owner takes once: some milliseconds.

    private readonly Queue<long> _rest = new(); // Ended jobs that may have rows left; an entry too many costs a look.
    private long _resultOwner; // How far the look for what an earlier owner left has come; MaxValue when it is over.
    private long _childOwner;
    private long _journalOwner;
    private SqliteStatement? _keepParts;
    private SqliteStatement? _selectRest;
    private SqliteStatement? _clearParts;
    private SqliteStatement? _anyResult;
    private SqliteStatement? _anyChild;
    private SqliteStatement? _anyEntry;
    private SqliteStatement? _nextResultOwner;
    private SqliteStatement? _nextChildOwner;
    private SqliteStatement? _nextJournalOwner;

    // In the commit that ends the job: after a crash the row still says so.
    private void LeaveToUpkeep(JobId id, JobParts left)
    {
        (_keepParts ??= Database.Prepare("UPDATE history SET parts = parts | ?2 WHERE id = ?1")).Bind(1, id.Value).Bind(2, (int)left).Run();
        _rest.Enqueue(id.Value);
    }

    /// <summary>Deletes some of what is left; true when there may be more.</summary>
    private bool SweepRest(SqliteDatabase database)
    {
        if (_rest.Count == 0) return LookForRest(database);
        var id = _rest.Peek();
        (_begin ??= database.Prepare("BEGIN IMMEDIATE")).Run();
        RequireEpoch();
        var parts = PartsLeft(database, id);
        var left = parts == JobParts.None ? JobParts.None : DeleteSome(new JobId(id), parts);
        if (left != parts)
        {
            (_clearParts ??= database.Prepare("UPDATE history SET parts = parts & ~?2 WHERE id = ?1")).Bind(1, id).Bind(2, (int)(parts & ~left)).Run();
        }

        (_commit ??= database.Prepare("COMMIT")).Run();
        _walPages += database.TakePagesWritten();
        if (left == JobParts.None) _rest.Dequeue();
        return true;
    }

    // Asked, and not guessed from a bound that was reached: the bit must go with the last row, because an owner finds the bits by the rows.
    private bool HasRows(JobId id, JobParts part)
    {
        var select = part switch
        {
            JobParts.TaskResults => _anyResult ??= Database.Prepare("SELECT 1 FROM task_result WHERE job_id = ?1 LIMIT 1"),
            JobParts.Journal => _anyEntry ??= Database.Prepare("SELECT 1 FROM journal WHERE job_id = ?1 LIMIT 1"),
            _ => _anyChild ??= Database.Prepare("SELECT 1 FROM child_key WHERE parent_id = ?1 LIMIT 1"),
        };
        var has = select.Bind(1, id.Value).Step();
        select.Reset();
        return has;
    }

    // None for a job whose end was taken back with its batch: it is active, and its rows are its own.
    private JobParts PartsLeft(SqliteDatabase database, long id)
    {
        var select = (_selectRest ??= database.Prepare("SELECT parts FROM history WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM payload WHERE job_id = ?1)")).Bind(1, id);
        var parts = select.Step() ? (JobParts)select.Number(0) & JobParts.Numerous : JobParts.None;
        select.Reset();
        return parts;
    }

    /// <summary>Once for each owner: what did the one before not come to? A step from owner to owner of the rows, in their index.</summary>
    private bool LookForRest(SqliteDatabase database)
    {
        if (_resultOwner == long.MaxValue && _childOwner == long.MaxValue && _journalOwner == long.MaxValue) return false;
        var nextResult = _nextResultOwner ??= database.Prepare("SELECT min(job_id) FROM task_result WHERE job_id > ?1");
        var nextChild = _nextChildOwner ??= database.Prepare("SELECT min(parent_id) FROM child_key WHERE parent_id > ?1");
        var nextJournal = _nextJournalOwner ??= database.Prepare("SELECT min(job_id) FROM journal WHERE job_id > ?1");
        for (var i = 0; i < OwnersPerLook; i++)
        {
            if (_resultOwner < long.MaxValue) Look(nextResult, ref _resultOwner);
            else if (_childOwner < long.MaxValue) Look(nextChild, ref _childOwner);
            else if (_journalOwner < long.MaxValue) Look(nextJournal, ref _journalOwner);
            else break;
        }

        return true;

        void Look(SqliteStatement next, ref long owner)
        {
            next.Bind(1, owner);
            owner = next.Step() && next.IsWhole(0) ? next.Number(0) : long.MaxValue; // What is no number, in a spoilt store, comes behind all numbers.
            next.Reset();
            if (owner < long.MaxValue && PartsLeft(database, owner) != JobParts.None) _rest.Enqueue(owner);
        }
    }
}
