using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>New jobs.</content>
internal sealed partial class SqliteStore
{
    private SqliteStatement? _insertJob;
    private SqliteStatement? _insertPayload;
    private SqliteStatement? _insertTag;
    private SqliteStatement? _insertChildKey;
    private SqliteStatement? _selectParent;
    private SqliteStatement? _selectChildKey;
    private SqliteStatement? _selectToken;
    private SqliteStatement? _selectKey;
    private SqliteStatement? _selectEnded;
    private SqliteStatement? _selectKindOf;

    private AtomAnswer Submit(SubmitAtom atom)
    {
        var row = atom.Job;
        if (!JobTransitions.IsLegal(null, row.Status)) throw new AtomRefusedException($"a new job cannot be {row.Status}");

        (atom.IsPaused, atom.IsCancelRequested) = (row.IsPaused, row.IsCancelRequested);
        if (!row.ParentId.IsNone && !TakeOverFromParent(atom)) return AtomAnswer.Stale;
        if (FindChild(atom) is { } child) return Duplicate(atom, child, keepsChildKey: false);
        var made = FindToken(atom.IdempotencyToken);
        atom.IsByToken = made is not null;
        if ((made ?? FindKey(row.Name, atom.Key)) is { } existing) return Duplicate(atom, existing, keepsChildKey: true);

        var parts = (atom.Tags is { Count: > 0 } ? JobParts.Tags : JobParts.None)
            | (atom.JournalBase is null ? JobParts.None : JobParts.Journal);
        InsertRow(row, parts, atom.Key, atom.IdempotencyToken, atom.IsPaused, atom.IsCancelRequested);
        (_insertPayload ??= Database.Prepare("INSERT INTO payload (job_id, input, state, journal) VALUES (?1, ?2, ?3, ?4)"))
            .Bind(1, row.Id.Value).BindText(2, atom.Input).BindText(3, atom.State).BindText(4, atom.JournalBase).Run();
        if (atom.JournalBase is { } journalBase) InsertJournal(row.Id, sequence: 1, isBase: true, journalBase);
        if (atom.Tags is { Count: > 0 } tags)
        {
            var insert = _insertTag ??= Database.Prepare("INSERT INTO tag (job_id, name, value) VALUES (?1, ?2, ?3)");
            foreach (var (name, value) in tags) insert.Bind(1, row.Id.Value).Bind(2, name).Bind(3, value).Run();
        }

        if (atom.ChildKey is not null) KeepChildKey(atom, row.Id);
        Count(row.Status, +1);
        return AtomAnswer.Applied;
    }

    private void InsertRow(StoredJob row, JobParts parts, string? key, string? token, bool isPaused, bool isCancelRequested)
    {
        // The two tables share their ids for ever; only this one checks that by itself.
        if (row.Id.Value <= _idHighWater && HasEnded(row.Id)) throw new AtomRefusedException($"the id {row.Id} is taken by a job that has ended");

        (_insertJob ??= Database.Prepare("""
            INSERT INTO job (id, kind, version, status, priority, rank, due_at, fence, failed_attempts, crashes, is_paused,
                is_cancel_requested, parent_id, root_id, submitted_at, parts, key, token, timeout_ms, retry)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
            """))
            .Bind(1, row.Id.Value)
            .Bind(2, KindOf(row.Name))
            .Bind(3, row.Version)
            .Bind(4, (int)row.Status)
            .Bind(5, (int)row.Priority)
            .Bind(6, row.Rank)
            .Bind(7, row.DueAt.ToUnixTimeMilliseconds())
            .Bind(8, row.Fence)
            .Bind(9, row.FailedAttempts)
            .Bind(10, row.Crashes)
            .Bind(11, isPaused ? 1 : 0)
            .Bind(12, isCancelRequested ? 1 : 0)
            .Bind(13, row.ParentId.Value)
            .Bind(14, row.RootId.IsNone ? row.Id.Value : row.RootId.Value)
            .Bind(15, row.SubmittedAt.ToUnixTimeMilliseconds())
            .Bind(16, (int)parts)
            .Bind(17, key)
            .Bind(18, token)
            .Bind(19, (long?)row.Timeout?.TotalMilliseconds)
            .BindTextOrNull(20, StoreJson.Write(row.Retry))
            .Run();
    }

    // A child is its tree's: paused when the tree is, cancelled when the tree is, refused when its parent's attempt is over.
    private bool TakeOverFromParent(SubmitAtom atom)
    {
        var parent = (_selectParent ??= Database.Prepare("SELECT is_paused, is_cancel_requested, root_id FROM job WHERE id = ?1 AND fence = ?2"))
            .Bind(1, atom.Job.ParentId.Value).Bind(2, atom.ParentFence);
        var isValid = parent.Step();
        if (isValid)
        {
            var flags = Unfinished.FlagsOf(atom.Job.ParentId, new JobId(parent.Number(2)), parent.Flag(0), parent.Flag(1));
            atom.IsPaused |= flags.IsPaused;
            atom.IsCancelRequested |= flags.IsCancelRequested;
        }

        parent.Reset();
        return isValid;
    }

    private JobId? FindChild(SubmitAtom atom) => atom.ChildKey is not { } key ? null : FindId(
        (_selectChildKey ??= Database.Prepare("SELECT child_id FROM child_key WHERE parent_id = ?1 AND key = ?2"))
            .Bind(1, atom.Job.ParentId.Value).Bind(2, key));

    private JobId? FindToken(string? token) => token is null ? null : FindId(
        (_selectToken ??= Database.Prepare("SELECT id FROM job WHERE token = ?1 UNION ALL SELECT id FROM history WHERE token = ?1 LIMIT 1"))
            .Bind(1, token));

    private JobId? FindKey(string name, string? key) => key is null ? null : FindId(
        (_selectKey ??= Database.Prepare("SELECT id FROM job WHERE kind = ?1 AND key = ?2"))
            .Bind(1, KindOf(name)).Bind(2, key));

    private string? NameOf(JobId id)
    {
        var select = (_selectKindOf ??= Database.Prepare("SELECT kind FROM job WHERE id = ?1 UNION ALL SELECT kind FROM history WHERE id = ?1"))
            .Bind(1, id.Value);
        long? kind = select.Step() ? select.Number(0) : null;
        select.Reset();
        return kind is { } known ? _kindNames.Of(Database, known) : null;
    }

    private bool HasEnded(JobId id) =>
        FindId((_selectEnded ??= Database.Prepare("SELECT id FROM history WHERE id = ?1")).Bind(1, id.Value)) is not null;

    private static JobId? FindId(SqliteStatement statement)
    {
        JobId? id = statement.Step() ? new JobId(statement.Number(0)) : null;
        statement.Reset();
        return id;
    }

    private AtomAnswer Duplicate(SubmitAtom atom, JobId existing, bool keepsChildKey)
    {
        // The parent finds under its key what it was answered, even when that job is not its child.
        if (keepsChildKey && atom.ChildKey is not null) KeepChildKey(atom, existing);
        (atom.ExistingId, atom.ExistingName) = (existing, NameOf(existing));
        return AtomAnswer.Duplicate;
    }

    private void KeepChildKey(SubmitAtom atom, JobId child)
    {
        (_insertChildKey ??= Database.Prepare("INSERT INTO child_key (parent_id, key, child_id) VALUES (?1, ?2, ?3)"))
            .Bind(1, atom.Job.ParentId.Value).Bind(2, atom.ChildKey).Bind(3, child.Value).Run();
        AddPart(atom.Job.ParentId, JobParts.Children);
    }
}
