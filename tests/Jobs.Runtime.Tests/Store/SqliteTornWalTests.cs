using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>
/// A process killed between two statements, or a volume that lost power within a write, leaves a WAL that ends anywhere.
/// Whatever it ends with, the next owner finds whole batches, in order, and none half.
/// </summary>
public sealed class SqliteTornWalTests : IDisposable
{
    private const int Batches = 25;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Wal_CutAnywhere_HoldsWholeBatchesInOrder()
    {
        WriteBatches(_folder.File("jobs.db"));
        var file = File.ReadAllBytes(_folder.File("jobs.db"));
        var wal = File.ReadAllBytes(_folder.File("jobs.db-wal"));

        // The schema and the session's opening lie in the WAL as well: a cut within them leaves an empty store or none at all.
        var random = new Random(7);
        var seen = new HashSet<long>();
        for (var cut = 0; cut < 120; cut++)
        {
            var kept = cut == 0 ? wal.Length : random.Next(wal.Length / 8, wal.Length);
            var copy = _folder.File($"cut{cut}.db");
            File.WriteAllBytes(copy, file);
            File.WriteAllBytes(copy + "-wal", wal[..kept]);
            seen.Add(CountBatches(copy));
        }

        Assert.Contains(Batches, seen);
        Assert.True(seen.Count > 10, $"the cuts left only {seen.Count} different states");
    }

    [Fact]
    public void Commit_ThatFailsBetweenItsStatements_LeavesNothing()
    {
        using var db = new StoreDriver(new SqliteStore(_folder.File("jobs.db"), TimeProvider.System));
        var job = db.SubmitJob();
        var batch = db.Batch(db.NewJob("new name"), db.Completion(job.Id), new UnheardOfAtom { Id = job.Id });
        Assert.Throws<InvalidOperationException>(() => db.Store.Commit(batch));

        Assert.Equal(job.Id, Assert.Single(db.Reader.Query(new())).Id);
        Assert.False(db.Store.WasCommitted(batch.Session, batch.Sequence));
        batch.Atoms.RemoveAt(2);
        db.Store.Commit(batch);
        Assert.Equal(new Dictionary<JobStatus, long> { [JobStatus.Ready] = 1, [JobStatus.Completed] = 1 }, db.Reader.Counters());
    }

    public void Dispose() => _folder.Dispose();

    // Batch n submits three jobs and ends two of the three before it, with a checkpoint of the third.
    private static void WriteBatches(string path)
    {
        using var db = new StoreDriver(new SqliteStore(path, TimeProvider.System));
        SubmitAtom[] last = [];
        for (var n = 1; n <= Batches; n++)
        {
            SubmitAtom[] next = [db.NewJob(), db.NewJob(input: new byte[6000]), db.NewJob()];
            db.Commit(
            [
                .. next, .. last.Take(2).Select(j => db.Completion(j.Id)),
                .. last.Skip(2).Select(j => StoreDriver.Checkpoint(j.Id, new string('s', 5000))),
            ]);
            last = next;
        }

        // Copied while it is open, as a crash finds it.
        File.Copy(path, path + ".keep");
        File.Copy(path + "-wal", path + "-wal.keep");
        db.Dispose();
        File.Move(path + ".keep", path, overwrite: true);
        File.Move(path + "-wal.keep", path + "-wal", overwrite: true);
    }

    private static long CountBatches(string path)
    {
        using var database = SqliteDatabase.Open(path, SqliteAccess.ReadWrite, TimeSpan.Zero);
        Assert.Equal("ok", database.QueryText("PRAGMA integrity_check"));
        if (database.QueryNumber("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0) return -1;

        var batches = database.QueryNumber("SELECT sequence FROM meta");
        var ended = Math.Max(0, 2 * (batches - 1));
        Assert.Equal((3 * batches) - ended, database.QueryNumber("SELECT count(*) FROM job"));
        Assert.Equal(ended, database.QueryNumber("SELECT count(*) FROM history"));
        Assert.Equal((3 * batches) - ended, database.QueryNumber("SELECT count(*) FROM payload"));
        Assert.Equal(Math.Max(0, batches - 1), database.QueryNumber("SELECT count(*) FROM checkpoint"));
        Assert.Equal((3 * batches) - ended, database.QueryNumber("SELECT coalesce(max(n), 0) FROM counter WHERE status = 3"));
        Assert.Equal(3 * batches, database.QueryNumber("SELECT id_high_water FROM meta"));
        return batches;
    }

    private sealed class UnheardOfAtom : Atom;
}
