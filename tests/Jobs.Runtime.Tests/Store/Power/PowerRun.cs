using System.Security.Cryptography;
using System.Text;
using Jobs.Runtime.Tests.Store.Faults;
using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store.Power;

/// <summary>
/// A store under random load on a recorded disk: three owners, the first two ended by a crash. After every transaction it
/// keeps what the tables hold, so that what is found after a loss of power can be told apart from every other state.
/// </summary>
internal sealed class PowerRun(string folder, Func<int, Durability> durability, int batches, Random random)
{
    private readonly DiskLog _log = RecordingVfs.Record(folder);
    private readonly Dictionary<(long Epoch, long Sequence), HashSet<string>> _states = [];
    private readonly List<(long Epoch, long Sequence, Durability Durability)> _told = [];
    private readonly List<JobId> _active = [];
    private readonly List<JobId> _saved = [];

    /// <summary>What the disk was asked for.</summary>
    public IReadOnlyList<DiskEvent> Events => _log.Events;

    /// <summary>The transactions that were acknowledged, in order; their numbers are what the log was told.</summary>
    public IReadOnlyList<(long Epoch, long Sequence, Durability Durability)> Told => _told;

    public static string PathIn(string folder) => Path.Combine(folder, "jobs.db");

    /// <summary>Whether a batch of this number ever left the tables so.</summary>
    public bool Knows(long epoch, long sequence, string state) => _states.TryGetValue((epoch, sequence), out var known) && known.Contains(state);

    public void Run()
    {
        for (var owner = 0; owner < 3; owner++)
        {
            using var db = new StoreDriver(new SqliteStore(PathIn(folder), TimeProvider.System, new SqliteStoreOptions
            {
                Vfs = RecordingVfs.Name, ReserveBytes = 0, WalPagesMax = 60, WalPagesWhenQuiet = 10, WalPagesPinned = 200,
                Limits = new StoreLimits { HistoryMaxCount = 30, RetentionInterval = TimeSpan.Zero, MaintainChunk = 10 },
            }));
            Acknowledge(db.Session.Epoch, 0, Durability.Flushed);
            for (var n = 1; n <= batches / 3; n++) Commit(db, n);
        }
    }

    private void Commit(StoreDriver db, int n)
    {
        db.Durability = durability(n);
        var atoms = new List<Atom>();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var job = db.NewJob($"kind {random.Next(3)}", input: new byte[random.Next(3000)], journal: random.Next(2) == 0 ? [49] : null);
            atoms.Add(job);
            _active.Add(job.Id);
        }

        for (var i = random.Next(6); i > 0 && _active.Count > 1; i--)
        {
            var at = random.Next(_active.Count);
            var id = _active[at];
            if (random.Next(2) == 0)
            {
                atoms.Add(StoreDriver.Checkpoint(id, new string((char)('a' + (n % 26)), random.Next(5000))));
                atoms.Add(db.Result(id, (ulong)(n * 100) + (ulong)i));
                continue;
            }

            _active.RemoveAt(at);
            atoms.Add(db.Completion(id, result: new string('r', random.Next(2000))));
        }

        var batch = db.Commit([.. atoms]);
        Assert.All(batch.Atoms, a => Assert.Equal(AtomAnswer.Applied, a.Answer));
        Acknowledge(batch.Session, batch.Sequence, batch.Durability);
        while (random.Next(4) == 0)
        {
            if (!db.Store.Maintain(db.Now)) break;
            Remember(batch.Session, batch.Sequence);
        }

        Remember(batch.Session, batch.Sequence);
    }

    private void Acknowledge(long epoch, long sequence, Durability promised)
    {
        _log.Tell(_told.Count);
        _told.Add((epoch, sequence, promised));
        Remember(epoch, sequence);
    }

    private void Remember(long epoch, long sequence)
    {
        using var database = SqliteDatabase.Open(PathIn(folder), SqliteAccess.ReadOnly, TimeSpan.Zero);
        database.LeaveWalOnClose();
        if (!_states.TryGetValue((epoch, sequence), out var known)) _states.Add((epoch, sequence), known = []);
        known.Add(StateOf(database));
    }

    /// <summary>A digest of what every table holds.</summary>
    public static string StateOf(SqliteDatabase database)
    {
        var text = new StringBuilder();
        foreach (var (table, columns) in StoreDump.Tables)
        {
            using var select = database.PrepareOnce($"SELECT quote({string.Join(") || ' ' || quote(", columns)}) FROM {table} ORDER BY 1");
            while (select.Step()) text.Append(table).Append(select.Text(0)).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
