using System.Text;
using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store.Faults;

/// <summary>
/// Takes a store through the workload, with the real writer and its readers, whatever fails: an owner that may not go on is
/// followed by the next. Keeps a ledger of what was acknowledged, and of what was told about failures.
/// </summary>
internal sealed class WorkloadRun(string path, ISqliteFailpoint? failpoint) : IDisposable
{
    private const int StepsMax = 100; // Of the writer, for one batch.

    private readonly ManualClock _clock = new();
    private readonly List<BatchResult> _reports = [];
    private readonly HashSet<int> _acknowledged = [];
    private SqliteStore? _store;
    private StoreWriter? _writer;
    private StoreReads? _reads;
    private StoreSession? _session;
    private long _sequence;

    /// <summary>What refused a start, broke the writer or failed a read.</summary>
    public List<JobStoreException> Errors { get; } = [];

    /// <summary>Whether the volume was said to be full, and to have room again.</summary>
    public (bool Full, bool Recovered) Told { get; private set; }

    /// <summary>Runs it to its end, and tells what every table holds.</summary>
    public string Run()
    {
        var workload = new StoreWorkload(FenceOf);
        Open();
        for (var step = 0; step < workload.Count; step++)
        {
            if (step == StoreWorkload.StepsOfTheFirstOwner) Crash();
            Take(workload, step);
            ReadAll();
            if (step % 3 == 2) Quiet();
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        Quiet();
        _reports.Clear();
        if (!_writer!.Stop()) Reopen();
        Dispose();
        return Dump();
    }

    public void Dispose()
    {
        _reads?.Dispose();
        _store?.Dispose(); // The writer has no thread: nothing of it is left.
    }

    private void Open()
    {
        for (var tries = 0; ; tries++)
        {
            _store = new SqliteStore(path, _clock, new SqliteStoreOptions
            {
                Limits = StoreWorkload.Limits, Failpoint = failpoint, BusyTimeout = TimeSpan.Zero, ReserveBytes = 1000, WalPagesWhenQuiet = 0,
                WalPagesMax = 20, WalPagesPinned = 4, WalPinnedWait = TimeSpan.Zero,
            });
            try
            {
                _session = _store.Open(new StoreOpening(_clock.GetUtcNow(), "tests (pid 1)", TimeSpan.Zero));
                break;
            }
            catch (JobStoreException refusal) when (tries == 0)
            {
                Errors.Add(refusal);
                _store.Dispose();
            }
        }

        _sequence = 0;
        _writer = new StoreWriter(_store, _clock, _reports.Add);
        _reads = new StoreReads(_store);
    }

    private void Crash()
    {
        Told = default; // The next owner knows nothing of it.
        _reads!.Dispose();
        _store!.Dispose();
        Open();
    }

    private void Reopen()
    {
        Crash();
        Assert.True(_writer!.Stop(), "The second stop failed too.");
    }

    // Until it is acknowledged, or found applied by an owner that did not hear so.
    private void Take(StoreWorkload workload, int step)
    {
        while (true)
        {
            var batch = workload.Batch(step, _session!.Epoch, _sequence + 1);
            _reports.Clear();
            _writer!.Submit(batch);
            for (var i = 0; ; i++)
            {
                Assert.True(i < StepsMax, $"Step {step} was neither acknowledged nor given up.");
                if (!_writer.Step()) _clock.Advance(TimeSpan.FromSeconds(1));
                Note();
                if (_reports.Exists(r => r.Outcome == BatchOutcome.Committed))
                {
                    _sequence++;
                    _acknowledged.Add(step);
                    return;
                }

                if (_reports.Find(r => r.Outcome == BatchOutcome.Broken) is { Error: { } }) break;
            }

            Crash();
            if (HasMarker(step)) return;
        }
    }

    private void Note()
    {
        Told = (Told.Full || _reports.Exists(r => r.Outcome == BatchOutcome.Full), Told.Recovered || _reports.Exists(r => r.Outcome == BatchOutcome.Recovered));
        foreach (var report in _reports)
        {
            if (report is { Outcome: BatchOutcome.Broken, Error: { } error } && !Errors.Contains(error)) Errors.Add(error);
        }
    }

    // Twice, so that upkeep which failed is made up for before the next step: what it removes, a step may submit again.
    private void Quiet()
    {
        for (var round = 0; round < 2; round++)
        {
            _reports.Clear();
            _clock.Advance(TimeSpan.FromMinutes(2));
            for (var i = 0; i < 20 && _writer!.Step(); i++)
            {
            }

            Note();
            if (_reports.Exists(r => r.Outcome == BatchOutcome.Broken)) Crash();
        }
    }

    private void ReadAll()
    {
        Read(r => r.LoadWindow(new WindowRequest(3, 3)).CommitNumber);
        Read(r => r.LoadStrays(new(long.MinValue)).Jobs.Count);
        Read(r => r.LoadJobs([new(1), new(2)]).Count);
        Read(r => r.LoadPayload(new(1))?.JournalSequence);
        Read(r => r.LoadTaskKeys(new(1)).Count);
        Read(r => r.LoadTaskResult(501)?.IsFaulted);
        Read(r => r.Find(new(1))?.Info.Status);
        Read(r => r.Find(new(5))?.Info.Status);
        Read(r => r.LoadPayload(new(20))?.OriginId);
        Read(r => r.Find(new(14))?.Info.RetriedAs);
        Read(r => r.Find(new(20))?.Info.RetryOf);
        Read(r => r.Query(new JobQuery { Name = "keyed", Status = JobStatus.Ready, Tag = new("volume", "d"), Limit = 5 }).Count);
        Read(r => r.Counters().Count);
        Read(r => r.LoadLog(new(1)).Count);
    }

    // One that failed is asked again, of the same reader, and must be answered as if it had not.
    private void Read<T>(Func<IStoreReader, T> query)
    {
        Exception? error = null;
        for (var tries = 0; tries < 2; tries++)
        {
            _reads!.Read(query, (_, failure) => error = failure);
            Assert.True(_reads.Step());
            if (error is null) return;
            if (tries == 0) Errors.Add(Assert.IsType<JobStoreException>(error));
        }

        Assert.Fail($"A read that failed once fails for ever: {error}");
    }

    private long FenceOf(JobId id) => Ask($"SELECT coalesce((SELECT fence FROM job WHERE id = {id.Value}), 1)");

    private bool HasMarker(int step) => Ask($"SELECT count(*) FROM job WHERE id = {StoreWorkload.MarkerOf(step)}") == 1;

    private long Ask(string sql)
    {
        using var stranger = SqliteDatabase.Open(path, SqliteAccess.ReadOnly, TimeSpan.Zero);
        stranger.LeaveWalOnClose();
        return stranger.QueryNumber(sql);
    }

    private string Dump()
    {
        Assert.All(_acknowledged, step => Assert.True(HasMarker(step), $"Step {step} was acknowledged and is lost."));
        using var database = SqliteDatabase.Open(path, SqliteAccess.ReadWrite, TimeSpan.Zero);
        Assert.Equal("ok", database.QueryText("PRAGMA integrity_check"));
        Assert.Equal(0, database.QueryNumber("SELECT count(*) FROM start_mark"));
        Assert.Equal(0, database.QueryNumber("SELECT coalesce(sum(n - (SELECT count(*) FROM (SELECT status FROM job UNION ALL SELECT status FROM history) AS j WHERE j.status = counter.status)), 0) FROM counter"));
        var text = new StringBuilder();
        foreach (var (table, columns) in StoreDump.Tables)
        {
            using var select = database.PrepareOnce($"SELECT quote({string.Join(") || ' ' || quote(", columns)}) FROM {table} ORDER BY 1");
            while (select.Step()) text.Append(table).Append(": ").AppendLine(select.Text(0));
        }

        return text.ToString();
    }
}
