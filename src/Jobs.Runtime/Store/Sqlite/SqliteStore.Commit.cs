using System.Buffers.Binary;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>One batch, one transaction.</content>
internal sealed partial class SqliteStore
{
    private static readonly int StatusCount = Enum.GetValues<JobStatus>().Max(s => (int)s) + 1;

    // Jobs by status: as committed, and what the open transaction changes of it.
    private readonly long[] _counters = new long[StatusCount];
    private readonly long[] _counterChanges = new long[StatusCount];
    private readonly Dictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private Durability? _durability;

    private SqliteStatement? _begin;
    private SqliteStatement? _commit;
    private SqliteStatement? _updateMeta;
    private SqliteStatement? _writeMark;
    private SqliteStatement? _writeCounter;
    private SqliteStatement? _selectKind;
    private SqliteStatement? _insertKind;
    private SqliteStatement? _savepoint;
    private SqliteStatement? _release;
    private SqliteStatement? _rollBackTo;

    /// <inheritdoc/>
    public void Commit(WriteBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Session != _epoch) throw StoreFaults.OwnerLost(FilePath, "the batch is of an older session");

        var database = Database;
        try
        {
            // Before the transaction and not after it: the acknowledgements of the last batch did not wait for this.
            if (IsWalDue) TryFoldWal(database);
            SetDurability(database, batch.Durability);
            if (_hasEpochToRaise) RaiseEpoch(database);
            if (TryTransact(database, batch, isolates: false)) return;

            // Some atom was refused. The others are to have their effects, in order, as if it had never been sent.
            database.RollBack();
            TryTransact(database, batch, isolates: true);
        }
        catch (SqliteFailure failure)
        {
            ForgetRolledBack();
            throw StoreFaults.OfCommit(FilePath, failure);
        }
        finally
        {
            database.RollBack();
        }
    }

    /// <inheritdoc/>
    public bool WasCommitted(long session, long sequence)
    {
        try
        {
            return RequireEpoch() >= sequence && session == _epoch;
        }
        catch (SqliteFailure failure)
        {
            throw StoreFaults.OfCommit(FilePath, failure);
        }
    }

    private bool TryTransact(SqliteDatabase database, WriteBatch batch, bool isolates)
    {
        (_begin ??= database.Prepare("BEGIN IMMEDIATE")).Run();
        Array.Clear(_counterChanges);

        var last = RequireEpoch();
        if (batch.Sequence <= last) return true; // Sent again: its answers stand from the first time.
        if (batch.Sequence != last + 1)
        {
            throw new InvalidOperationException($"Batch {batch.Sequence} follows {last}: batches are sent in order, without gaps.");
        }

        if (isolates) ApplyOneByOne(database, batch);
        else if (!TryApply(batch)) return false;

        WriteBatchRows(database, batch);
        (_commit ??= database.Prepare("COMMIT")).Run();

        _idHighWater = Math.Max(_idHighWater, batch.IdHighWater);
        TakeOverCounters();
        _walPages += database.TakePagesWritten();
        return true;
    }

    private bool TryApply(WriteBatch batch)
    {
        try
        {
            foreach (var atom in batch.Atoms) Apply(atom, batch);
            return true;
        }
        catch (AtomRefusedException)
        {
            ForgetRolledBack();
            return false;
        }
        catch (SqliteFailure failure) when (failure.Kind == SqliteErrorKind.Value)
        {
            ForgetRolledBack();
            return false;
        }
    }

    private void ApplyOneByOne(SqliteDatabase database, WriteBatch batch)
    {
        _savepoint ??= database.Prepare("SAVEPOINT atom");
        _release ??= database.Prepare("RELEASE atom");
        _rollBackTo ??= database.Prepare("ROLLBACK TO atom");

        var rejected = new RejectedJobs();
        foreach (var atom in batch.Atoms)
        {
            var reason = rejected.TakesWithIt(atom)
                ? "an earlier change of this job in the same transaction was rejected"
                : TryApplyAlone(() => Apply(atom, batch));
            if (reason is null) continue;

            rejected.Add(atom);
            atom.Answer = AtomAnswer.Rejected;
            atom.RejectedBecause = reason;
            if (atom is OutcomeAtom outcome) TryApplyAlone(() => EndRejected(outcome, reason));
        }
    }

    private string? TryApplyAlone(Action apply)
    {
        Span<long> before = stackalloc long[StatusCount];
        _counterChanges.CopyTo(before);
        _savepoint!.Run();
        string? reason = null;
        try
        {
            apply();
        }
        catch (AtomRefusedException refusal)
        {
            reason = refusal.Message;
        }
        catch (SqliteFailure failure) when (failure.Kind == SqliteErrorKind.Value)
        {
            reason = failure.Message;
        }

        if (reason is not null)
        {
            _rollBackTo!.Run();
            before.CopyTo(_counterChanges);
            ForgetRolledBack();
        }

        _release!.Run();
        return reason;
    }

    private void Apply(Atom atom, WriteBatch batch)
    {
        atom.RejectedBecause = null;
        atom.Answer = atom switch
        {
            SubmitAtom submit => Submit(submit),
            OutcomeAtom outcome => End(outcome),
            CheckpointAtom checkpoint => Checkpoint(checkpoint),
            TaskResultAtom result => KeepResult(result),
            RescheduleAtom reschedule => Reschedule(reschedule, batch.SealedAt),
            WaitAtom wait => TakeCrashBack(wait),
            NoteAtom note => Note(note),
            SleepAtom sleep => KeepSleep(sleep),
            CommandAtom command => Command(command, batch.SealedAt),
            SweepAtom sweep => Sweep(sweep),
            RetryAtom retry => Retry(retry),
            _ => throw new InvalidOperationException($"The store does not know {atom.GetType().Name}."),
        };
        KeepProgress(atom);
    }

    private void WriteBatchRows(SqliteDatabase database, WriteBatch batch)
    {
        if (batch.StartMark is { } mark)
        {
            var ids = new byte[mark.Ids.Length * sizeof(long)];
            for (var i = 0; i < mark.Ids.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(ids.AsSpan(i * sizeof(long)), mark.Ids[i]);
            (_writeMark ??= database.Prepare("INSERT OR REPLACE INTO start_mark (id, alone, jobs) VALUES (1, ?1, ?2)"))
                .Bind(1, mark.Alone ? 1 : 0).BindBytes(2, ids).Run();
        }

        WriteCounters(database);
        (_updateMeta ??= database.Prepare("UPDATE meta SET sequence = ?1, id_high_water = ?2 WHERE id = 1"))
            .Bind(1, batch.Sequence).Bind(2, Math.Max(_idHighWater, batch.IdHighWater)).Run();
    }

    private void WriteCounters(SqliteDatabase database)
    {
        for (var status = 0; status < StatusCount; status++)
        {
            if (_counterChanges[status] == 0) continue;
            (_writeCounter ??= database.Prepare("INSERT INTO counter (status, n) VALUES (?1, ?2) ON CONFLICT (status) DO UPDATE SET n = n + excluded.n"))
                .Bind(1, status).Bind(2, _counterChanges[status]).Run();
        }
    }

    private void TakeOverCounters()
    {
        for (var status = 0; status < StatusCount; status++) _counters[status] += _counterChanges[status];
    }

    // A status that there is not is one that nobody counted.
    private void Count(JobStatus status, int change)
    {
        if (IsCounted((long)status)) _counterChanges[(int)status] += change;
    }

    private static bool IsCounted(long status) => status >= 0 && status < StatusCount;

    private void LoadCounters(SqliteDatabase database)
    {
        Array.Clear(_counters);
        using var counters = database.PrepareOnce("SELECT status, n FROM counter");
        while (counters.Step())
        {
            if (IsCounted(counters.Number(0))) _counters[counters.Number(0)] = counters.Number(1);
        }
    }

    // Names are interned: a small number in every row instead of a text, and no index on it.
    private long KindOf(string name)
    {
        if (_kinds.TryGetValue(name, out var kind)) return kind;

        var database = Database;
        var select = _selectKind ??= database.Prepare("SELECT id FROM kind WHERE name = ?1");
        var isKnown = select.Bind(1, name).Step();
        if (isKnown) kind = select.Number(0);
        select.Reset();
        if (!isKnown)
        {
            var insert = _insertKind ??= database.Prepare("INSERT INTO kind (name) VALUES (?1) RETURNING id");
            insert.Bind(1, name).Step();
            kind = insert.Number(0);
            insert.Reset();
        }

        _kinds.Add(name, kind);
        return kind;
    }

    // What was rolled back may have interned a name, or begun or finished a command.
    private void ForgetRolledBack()
    {
        _unfinished = null;
        _kinds.Clear();
        _kindNames.Clear();
    }

    private void SetDurability(SqliteDatabase database, Durability durability)
    {
        if (_durability == durability) return;
        database.Execute(durability == Durability.Flushed ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _durability = durability;
    }
}
