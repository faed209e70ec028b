using System.Buffers.Binary;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>What a running attempt writes. Every write asks for the attempt's fence first.</content>
internal sealed partial class SqliteStore
{
    private SqliteStatement? _selectClaim;
    private SqliteStatement? _addPart;
    private SqliteStatement? _resetCrashes;
    private SqliteStatement? _takeCrashBack;
    private SqliteStatement? _writeCheckpoint;
    private SqliteStatement? _lastJournal;
    private SqliteStatement? _insertJournal;
    private SqliteStatement? _makeBase;
    private SqliteStatement? _dropJournal;
    private SqliteStatement? _coverResult;
    private SqliteStatement? _insertResult;
    private SqliteStatement? _selectResult;
    private SqliteStatement? _selectSleep;
    private SqliteStatement? _insertSleep;
    private SqliteStatement? _writeProgress;
    private SqliteStatement? _lastLine;
    private SqliteStatement? _insertLine;
    private SqliteStatement? _dropLines;

    /// <summary>What the writer needs to know of an active row; its flags by every command, those whose sweep has not come to it included.</summary>
    private readonly record struct Claim(JobStatus Status, JobParts Parts, bool IsPaused, bool IsCancelRequested);

    private Claim? FindClaim(JobId id, long fence)
    {
        var select = (_selectClaim ??= Database.Prepare(
            "SELECT status, parts, is_paused, is_cancel_requested, root_id FROM job WHERE id = ?1 AND fence = ?2"))
            .Bind(1, id.Value).Bind(2, fence);
        Claim? claim = null;
        if (select.Step())
        {
            var flags = Unfinished.FlagsOf(id, new JobId(select.Number(4)), select.Flag(2), select.Flag(3));
            claim = new Claim((JobStatus)select.Number(0), (JobParts)select.Number(1), flags.IsPaused, flags.IsCancelRequested);
        }

        select.Reset();
        return claim;
    }

    private AtomAnswer Checkpoint(CheckpointAtom atom)
    {
        if (FindClaim(atom.Id, atom.Fence) is not { } claim) return AtomAnswer.Stale;

        (_writeCheckpoint ??= Database.Prepare("INSERT OR REPLACE INTO checkpoint (job_id, version, state) VALUES (?1, ?2, ?3)"))
            .Bind(1, atom.Id.Value).Bind(2, atom.StateVersion).BindText(3, atom.State).Run();
        var parts = claim.Parts | JobParts.Checkpoint;

        if (atom.Journal is { } entry)
        {
            AppendJournal(atom.Id, entry, hasEntries: claim.Parts.HasFlag(JobParts.Journal));
            parts |= JobParts.Journal;
        }

        var cover = _coverResult ??= Database.Prepare("UPDATE task_result SET is_covered = 1 WHERE id = ?1 AND job_id = ?2");
        foreach (var result in atom.CoveredResults)
        {
            if (cover.Bind(1, result).Bind(2, atom.Id.Value).RunCounted() == 0)
            {
                throw new AtomRefusedException($"it covers the task result {result}, which is not stored");
            }
        }

        AddPart(atom.Id, parts, claim.Parts);
        return AtomAnswer.Applied;
    }

    private void AppendJournal(JobId id, StoredJournalEntry entry, bool hasEntries)
    {
        var last = 0L;
        if (hasEntries)
        {
            var select = (_lastJournal ??= Database.Prepare("SELECT max(seq) FROM journal WHERE job_id = ?1")).Bind(1, id.Value);
            if (select.Step()) last = select.Number(0);
            select.Reset();
        }

        if (entry.Sequence != last + 1) throw new AtomRefusedException($"journal entry {entry.Sequence} does not follow {last}");

        InsertJournal(id, entry.Sequence, entry.IsBase, entry.Body);
        if (!hasEntries) return;
        if (entry.EndsFold) MakeBase(id, entry);
        if (entry.Base > 1) DropJournal(id, entry.Base);
    }

    // In the transaction of the fold's last piece: a crash leaves the old base or the new one, and what follows it.
    private void MakeBase(JobId id, StoredJournalEntry entry)
    {
        var made = (_makeBase ??= Database.Prepare("UPDATE journal SET is_base = 1 WHERE job_id = ?1 AND seq = ?2"))
            .Bind(1, id.Value).Bind(2, entry.Base).RunCounted();
        if (made == 0) throw new AtomRefusedException($"journal entry {entry.Sequence} ends a fold that began at {entry.Base}, which is not stored");
    }

    private void DropJournal(JobId id, long end) =>
        (_dropJournal ??= Database.Prepare("DELETE FROM journal WHERE job_id = ?1 AND seq < min(?2, ?3 + (SELECT min(seq) FROM journal WHERE job_id = ?1))"))
            .Bind(1, id.Value).Bind(2, end).Bind(3, _options.Limits.JournalRowsDroppedMax).Run();

    private void InsertJournal(JobId id, long sequence, bool isBase, byte[] body) =>
        (_insertJournal ??= Database.Prepare("INSERT INTO journal (job_id, seq, is_base, body) VALUES (?1, ?2, ?3, ?4)"))
            .Bind(1, id.Value).Bind(2, sequence).Bind(3, isBase ? 1 : 0).BindText(4, body).Run();

    private AtomAnswer KeepResult(TaskResultAtom atom)
    {
        if (FindClaim(atom.Id, atom.Fence) is not { } claim) return AtomAnswer.Stale;

        Span<byte> identity = stackalloc byte[16];
        WriteIdentity(atom.Identity, identity);
        if (claim.Parts.HasFlag(JobParts.TaskResults))
        {
            var isKept = FindId((_selectResult ??= Database.Prepare("SELECT id FROM task_result WHERE job_id = ?1 AND identity = ?2"))
                .Bind(1, atom.Id.Value).BindBytes(2, identity)) is not null;
            if (isKept) return AtomAnswer.Duplicate;
        }

        (_insertResult ??= Database.Prepare(
            "INSERT INTO task_result (id, job_id, identity, is_faulted, is_covered, arguments, body) VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6)"))
            .Bind(1, atom.ResultId)
            .Bind(2, atom.Id.Value)
            .BindBytes(3, identity)
            .Bind(4, atom.IsFaulted ? 1 : 0)
            .BindText(5, atom.Arguments)
            .BindText(6, atom.Body)
            .Run();
        AddPart(atom.Id, claim.Parts | JobParts.TaskResults, claim.Parts);
        return AtomAnswer.Applied;
    }

    private AtomAnswer KeepSleep(SleepAtom atom)
    {
        if (FindClaim(atom.Id, atom.Fence) is not { } claim) return AtomAnswer.Stale;

        var select = (_selectSleep ??= Database.Prepare("SELECT due_at FROM sleep WHERE job_id = ?1 AND key = ?2"))
            .Bind(1, atom.Id.Value).Bind(2, atom.Key);
        long? dueAt = select.Step() ? select.Number(0) : null;
        select.Reset();
        if (dueAt is { } standing)
        {
            atom.ExistingDueAt = JobRow.Time(standing);
            return AtomAnswer.Duplicate;
        }

        (_insertSleep ??= Database.Prepare("INSERT INTO sleep (job_id, key, due_at) VALUES (?1, ?2, ?3)"))
            .Bind(1, atom.Id.Value).Bind(2, atom.Key).Bind(3, atom.DueAt.ToUnixTimeMilliseconds()).Run();
        atom.ExistingDueAt = atom.DueAt;
        AddPart(atom.Id, claim.Parts | JobParts.Sleeps, claim.Parts);
        return AtomAnswer.Applied;
    }

    private AtomAnswer Note(NoteAtom atom)
    {
        if (FindClaim(atom.Id, atom.Fence) is not { } claim) return AtomAnswer.Stale;

        var parts = claim.Parts;
        if (atom.Progress is { } progress)
        {
            (_writeProgress ??= Database.Prepare("INSERT OR REPLACE INTO progress (job_id, body) VALUES (?1, ?2)"))
                .Bind(1, atom.Id.Value).BindText(2, StoreJson.Write(progress)).Run();
            parts |= JobParts.Progress;
        }

        if (atom.Lines.Count > 0)
        {
            AppendLines(atom);
            parts |= JobParts.Log;
        }

        AddPart(atom.Id, parts, claim.Parts);
        return AtomAnswer.Applied;
    }

    private void AppendLines(NoteAtom atom)
    {
        var select = (_lastLine ??= Database.Prepare("SELECT max(seq) FROM log WHERE job_id = ?1")).Bind(1, atom.Id.Value);
        var sequence = select.Step() ? select.Number(0) : 0;
        select.Reset();

        var insert = _insertLine ??= Database.Prepare("INSERT INTO log (job_id, seq, at, text) VALUES (?1, ?2, ?3, ?4)");
        foreach (var line in atom.Lines)
        {
            insert.Bind(1, atom.Id.Value).Bind(2, ++sequence).Bind(3, line.At.ToUnixTimeMilliseconds()).Bind(4, line.Text).Run();
        }

        if (sequence <= _options.Limits.LogLinesMax) return;
        (_dropLines ??= Database.Prepare("DELETE FROM log WHERE job_id = ?1 AND seq <= ?2"))
            .Bind(1, atom.Id.Value).Bind(2, sequence - _options.Limits.LogLinesMax).Run();
    }

    private AtomAnswer TakeCrashBack(WaitAtom atom)
    {
        var rows = (_takeCrashBack ??= Database.Prepare("UPDATE job SET crashes = max(0, crashes - 1) WHERE id = ?1 AND fence = ?2"))
            .Bind(1, atom.Id.Value).Bind(2, atom.Fence).RunCounted();
        return rows > 0 ? AtomAnswer.Applied : AtomAnswer.Stale;
    }

    private void KeepProgress(Atom atom)
    {
        if (atom.ProgressOf.IsNone || atom.Answer != AtomAnswer.Applied) return;
        (_resetCrashes ??= Database.Prepare("UPDATE job SET crashes = 0 WHERE id = ?1 AND crashes > 0")).Bind(1, atom.ProgressOf.Value).Run();
    }

    // A row that has the bit already is not written again: checkpoints come by the thousand.
    private void AddPart(JobId id, JobParts parts, JobParts known = JobParts.None)
    {
        if (parts == known) return;
        (_addPart ??= Database.Prepare("UPDATE job SET parts = parts | ?2 WHERE id = ?1")).Bind(1, id.Value).Bind(2, (int)parts).Run();
    }

    private static void WriteIdentity(TaskIdentity identity, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, identity.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], identity.Low);
    }
}
