using System.Globalization;
using Jobs.Sqlite;
using Jobs.Store;
using Xunit.Abstractions;

namespace Jobs.Runtime.Tests.Store.Power;

/// <summary>
/// Power is lost at random moments of a loaded run. By command more of them: JOBS_POWER_MOMENTS=1000; JOBS_POWER_SEED draws others.
/// </summary>
public sealed class PowerLossTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int s_moments = Read("JOBS_POWER_MOMENTS", 120);
    private static readonly int s_seed = Read("JOBS_POWER_SEED", 1);

    private readonly TemporaryFolder _folder = new(inMemory: true);

    [Fact]
    public void PowerLoss_OfAFlushedStore_LosesNothingAcknowledged() => Lose(static _ => Durability.Flushed);

    [Fact]
    public void PowerLoss_OfAnUnflushedStore_LosesTheLastBatchesAlone() => Lose(static _ => Durability.Committed);

    [Fact]
    public void PowerLoss_WhenSomeBatchesWereFlushed_LosesNothingBeforeTheLastOfThem() =>
        Lose(static n => n % 7 == 0 ? Durability.Flushed : Durability.Committed);

    public void Dispose() => _folder.Dispose();

    private void Lose(Func<int, Durability> durability)
    {
        var random = new Random(s_seed);
        var source = Directory.CreateDirectory(_folder.File("source")).FullName;
        var run = new PowerRun(source, durability, batches: 150, random);
        run.Run();

        var disk = new PowerLoss(run.Events);
        var lost = 0;
        foreach (var moment in Enumerable.Range(0, s_moments).Select(_ => random.Next(run.Events.Count + 1)).Order())
        {
            disk.AdvanceTo(moment);
            var found = Directory.CreateDirectory(_folder.File("found")).FullName;
            disk.WriteTo(found, random);
            lost += RequireKept(run, disk, found, moment);
            Directory.Delete(found, recursive: true);
        }

        output.WriteLine($"{s_moments} moments among {run.Events.Count} events of the disk; {lost} acknowledged batches were lost");
    }

    /// <summary>How many acknowledged batches are not there: the last ones, and none that was to be flushed or came before one.</summary>
    private static int RequireKept(PowerRun run, PowerLoss disk, string folder, int moment)
    {
        var told = (int)disk.Told;
        var mustBeThere = told;
        while (mustBeThere >= 0 && run.Told[mustBeThere].Durability != Durability.Flushed) mustBeThere--;
        var (epoch, sequence) = ReadState(run, folder, moment);
        var found = run.Told.ToList().FindIndex(t => t.Epoch == epoch && t.Sequence == sequence);

        Assert.True(found >= mustBeThere, $"moment {moment}: {told} was acknowledged, {mustBeThere} flushed, and {found} is there");
        Assert.True(found <= told + 1, $"moment {moment}: {found} is there before it was written");

        // And it can be gone on with.
        using var db = new StoreDriver(new SqliteStore(PowerRun.PathIn(folder), TimeProvider.System, new SqliteStoreOptions { ReserveBytes = 0 }));
        db.SubmitJob();
        Assert.True(db.Session.Epoch > epoch);
        return Math.Max(0, told - found);
    }

    private static (long Epoch, long Sequence) ReadState(PowerRun run, string folder, int moment)
    {
        using var database = SqliteDatabase.Open(PowerRun.PathIn(folder), SqliteAccess.ReadWriteCreate, TimeSpan.Zero);
        Assert.Equal("ok", database.QueryText("PRAGMA integrity_check"));
        if (database.QueryNumber("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0) return (0, -1);
        var at = (Epoch: database.QueryNumber("SELECT epoch FROM meta"), Sequence: database.QueryNumber("SELECT sequence FROM meta"));
        if (at.Epoch > 0) Assert.True(run.Knows(at.Epoch, at.Sequence, PowerRun.StateOf(database)), $"moment {moment}: {at} never was so");
        return at;
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
