using System.Globalization;
using Jobs.Runtime.Tests.Engine;
using Jobs.Sqlite;
using Jobs.Store;
using Xunit.Abstractions;

namespace Jobs.Runtime.Tests.Store.Fuzz;

/// <summary>
/// Cells of every column of every table hold what nobody wrote. By command: eng/fuzz-store [N], with JOBS_FUZZ_SEED for others.
/// </summary>
public sealed class StoreFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int Jobs = 40;
    private const int StepsMax = 20_000; // Of the engine: one that goes round in a ring is no better than one that hangs.
    private const long AllocatedMax = 64 * 1024 * 1024; // By one store of forty jobs, from its opening to its end.

    private readonly TemporaryFolder _folder = new(inMemory: true);

    [Fact]
    public void SpoiltCells_HarmNoOtherJob_AndNeverTheHost()
    {
        var cells = Read("JOBS_FUZZ_CELLS", 3000);
        var seed = Read("JOBS_FUZZ_SEED", 1);
        var template = SpoiltStore.MakeTemplate(_folder.File("template.db"), Jobs, out var goOn);
        goOn.SetResult(true);
        var (spoilt, stores, refused, quarantined, whole) = (0, 0, 0, 0L, 0L);
        for (; spoilt < cells; stores++)
        {
            var random = new Random(HashCode.Combine(seed, stores));
            var path = _folder.File("spoilt.db");
            File.Copy(template, path, overwrite: true);
            var store = new SpoiltStore(path);
            store.Spoil(random.Next(1, 30), common: random.Next(8) == 0, random);
            spoilt += Math.Max(1, store.Cells.Count);
            try
            {
                var lived = TryLive(path, () =>
                {
                    if (!store.IsCommonSpoilt) (whole, quarantined) = RequireOthersEnded(store, path, whole, quarantined);
                });
                if (!lived) refused++;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"store {stores}: {string.Join("; ", store.Cells)}", failure);
            }

            foreach (var file in Directory.GetFiles(_folder.Path, "spoilt.db*")) File.Delete(file);
        }

        output.WriteLine($"{spoilt} cells in {stores} stores: {refused} refused, {quarantined} jobs quarantined, {whole} others completed");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Everything that a host does with a store, but for what only new jobs need. False when it is refused, with a reason.</summary>
    private static bool TryLive(string path, Action check)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = new SqliteStore(path, TimeProvider.System, new SqliteStoreOptions { ReserveBytes = 0 });
        SteppedEngine engine;
        try
        {
            engine = SteppedEngine.On(file);
        }
        catch (JobStoreException refusal)
        {
            Assert.Equal(JobStoreFault.Corrupt, refusal.Fault);
            Assert.Contains(path, refusal.Message);
            file.Dispose();
            return false;
        }

        using (engine)
        {
            Settle(engine);
            using (var reader = file.OpenReader()) ReadAll(reader);
            foreach (var id in IdsIn(path, "job"))
            {
                engine.Engine.PauseAsync(id).AsTask();
                engine.Engine.ResumeAsync(id).AsTask();
            }

            Settle(engine);
            check();
            foreach (var id in IdsIn(path, "history WHERE status <> 10")) engine.Engine.RetryAsync(id, new RetryOptions { FromStart = id.Value % 2 == 0 }).AsTask();
            Settle(engine);
            engine.Time.Advance(TimeSpan.FromDays(30)); // Retries and whatever is due; retention takes what has ended.
            Settle(engine);
            Assert.Null(engine.State.Broken);
            using (var reader = file.OpenReader()) Assert.Empty(reader.LoadStrays(new JobId(long.MinValue)).Jobs); // Nobody waits for ever unseen.
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < AllocatedMax, "It took more memory than it may.");
        return true;
    }

    private static void Settle(SteppedEngine engine)
    {
        var steps = 0;
        for (var idle = 0; idle < 3;)
        {
            var (ran, turned, wrote, read) = (engine.Lane.RunOne(), engine.Engine.RunTurn(), engine.Engine.Writer.Step(), engine.Engine.Reads.Step());
            var worked = ran || turned || wrote || read;
            Assert.True(steps++ < StepsMax, $"The engine does not come to rest: code {ran}, loop {turned}, writer {wrote}, reader {read}.");
            idle = worked ? 0 : idle + 1;
        }
    }

    private static void ReadAll(IStoreReader reader)
    {
        foreach (var info in reader.Query(new JobQuery { Limit = 1000 }))
        {
            Assert.NotNull(reader.Find(info.Id));
            reader.LoadLog(info.Id);
        }

        reader.Query(new JobQuery { Name = "script", Tag = new("volume", "d"), Status = JobStatus.Quarantined, Limit = 1000 });
        reader.Counters();
    }

    private static List<JobId> IdsIn(string path, string rows)
    {
        var ids = new List<JobId>();
        using var database = SqliteDatabase.Open(path, SqliteAccess.ReadOnly, TimeSpan.Zero);
        database.LeaveWalOnClose();
        using var select = database.PrepareOnce($"SELECT id FROM {rows}");
        while (select.Step()) ids.Add(new JobId(select.Number(0)));
        return ids;
    }

    private static (long Whole, long Quarantined) RequireOthersEnded(SpoiltStore store, string path, long whole, long quarantined)
    {
        using var database = SqliteDatabase.Open(path, SqliteAccess.ReadOnly, TimeSpan.Zero);
        using var select = database.PrepareOnce("SELECT status FROM history WHERE id = ?1");
        foreach (var id in store.Whole)
        {
            Assert.True(select.Bind(1, id).Step(), $"Job {new JobId(id)}, of which nothing was touched, has not ended.");
            Assert.Equal((long)JobStatus.Completed, select.Number(0));
            select.Reset();
        }

        using var reasons = database.PrepareOnce("SELECT id, error FROM history WHERE status = 15");
        while (reasons.Step())
        {
            quarantined++;
            var reason = reasons.Text(1)!;
            Assert.True(reason.Contains(new JobId(reasons.Number(0)).ToString(), StringComparison.Ordinal) || reason.Contains("script", StringComparison.Ordinal), $"{reason} names no job");
        }

        return (whole + store.Whole.Count, quarantined);
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
