using System.Globalization;
using Jobs.Crash.Tests.Kit;
using Xunit.Abstractions;

namespace Jobs.Crash.Tests;

/// <summary>
/// A process under load kills itself between two steps of its store, at each of them in turn; what it acknowledged must hold.
/// By command twenty times at each: JOBS_CRASH_FAILPOINT_KILLS=20.
/// </summary>
public sealed class FailpointTests(ITestOutputHelper output)
{
    private const int TriesMax = 4;
    private const int LinesMax = 1500; // A life that does not come to its point by then is killed from outside; the next one that tries has twice as many.
    private const int HitsMax = 12;

    // The beginnings of what the store runs, in the order of its life.
    private static readonly string[] Points =
    [
        // A commit, statement by statement; then the way of its acknowledgement.
        "BEGIN IMMEDIATE", "SELECT epoch, sequence", "INSERT INTO kind", "INSERT INTO job", "INSERT INTO payload", "INSERT INTO journal",
        "INSERT INTO child_key", "SELECT status, parts", "INSERT OR REPLACE INTO checkpoint", "UPDATE task_result SET is_covered",
        "INSERT INTO task_result", "UPDATE job SET parts", "UPDATE job SET crashes = 0", "INSERT INTO sleep", "UPDATE job SET status",
        "UPDATE job SET is_paused = 1", "UPDATE job SET is_paused = 0", "UPDATE job SET is_cancel_requested", "INSERT OR FAIL INTO history",
        "DELETE FROM job", "DELETE FROM payload", "DELETE FROM checkpoint", "DELETE FROM journal", "DELETE FROM task_result",
        "DELETE FROM child_key", "DELETE FROM sleep", "INSERT OR REPLACE INTO start_mark", "INSERT INTO counter", "UPDATE meta SET sequence",
        "COMMIT", "after COMMIT", "soon after COMMIT", "line submitted", "line saved", "line outcome",

        // A retry of an ended job.
        "INSERT INTO job_retry", "UPDATE payload SET job_id", "UPDATE checkpoint SET job_id", "UPDATE task_result SET job_id", "UPDATE history SET parts",

        // The WAL, the start after a crash, retention.
        "WAL CHECKPOINT PASSIVE", "after WAL CHECKPOINT PASSIVE",
        "PRAGMA quick_check", "UPDATE job SET crashes = crashes + 1", "UPDATE meta SET epoch", "DELETE FROM start_mark",
        "DELETE FROM history", "after DELETE FROM history",
    ];

    private static readonly string[] MigrationPoints =
        ["PRAGMA journal_mode", "-- One row: who owns", "INSERT INTO meta", "CREATE TABLE", "PRAGMA application_id", "PRAGMA user_version =", "COMMIT"];

    [Fact]
    public async Task Process_KilledAtEachStepOfItsStore_LosesNothingAcknowledgedAndRepeatsNothing()
    {
        using var folder = new ScratchFolder();
        var store = folder["failpoints.db"];
        var random = new Random(ProofSize.Seed);
        var ledger = new LoadLedger();
        var life = 0;
        await LiveAsync(store, ledger, ++life, "COMMIT", 40); // There is something to recover, from the first point on.
        foreach (var point in Points)
        {
            for (var kill = 0; kill < ProofSize.FailpointKills; kill++)
            {
                var isReached = false;
                for (var tries = 0; tries < TriesMax && !isReached; tries++)
                {
                    // What a life reaches once, if at all, it is killed at the first time; a job's end comes late in a life.
                    if (point.Contains("FROM history", StringComparison.Ordinal)) StoreFile.Run(store, OldHistory);
                    var isRare = tries > 0 || point.Contains("kind", StringComparison.Ordinal) || point.StartsWith("PRAGMA", StringComparison.Ordinal) || point.Contains("epoch =", StringComparison.Ordinal);
                    isReached = await LiveAsync(store, ledger, ++life, point, isRare ? 1 : random.Next(1, HitsMax), LinesMax << tries);

                    // Kills that follow each other so fast would convict whoever runs alone: a life in between lets it go on.
                    if (life % 3 == 0) await LiveAsync(store, ledger, ++life, "COMMIT", int.MaxValue);
                    Assert.True(ledger.Violations.Count == 0, $"{point}: {string.Join('\n', ledger.Violations)}");
                }

                Assert.True(isReached || point == "INSERT INTO kind", $"No life came to '{point}'.");
            }
        }

        await LoadTests.DrainAsync(store, ledger);
        ledger.RequireAllEnded(LoadTests.ExpectedResult);
        Assert.True(ledger.Violations.Count == 0, string.Join('\n', ledger.Violations));
        Assert.Equal("ok", StoreFile.CheckIntegrity(store));
        output.WriteLine($"{life} lives for {ProofSize.FailpointKills} kills at each of {Points.Length} points");
        folder.Passed();
    }

    [Fact]
    public async Task Process_KilledWhileItMakesAStore_LeavesOneThatTheNextCompletes()
    {
        using var folder = new ScratchFolder();
        var reached = 0;
        var lives = 0;
        foreach (var point in MigrationPoints)
        {
            for (var kill = 0; kill < ProofSize.FailpointKills; kill++)
            {
                var store = folder[$"new{++lives}.db"];
                if (await LiveAsync(store, new LoadLedger(), lives, point, point.StartsWith("CREATE", StringComparison.Ordinal) ? 1 + (kill % 5) : 1)) reached++;
                var ledger = new LoadLedger();
                await LoadTests.DrainAsync(store, ledger);
                Assert.Equal("ok", StoreFile.CheckIntegrity(store));
            }
        }

        Assert.Equal(lives, reached);
        output.WriteLine($"{lives} kills while a store was made");
        folder.Passed();
    }

    // Ended long ago: retention takes them at once.
    private const string OldHistory = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
        INSERT OR IGNORE INTO history (id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at, due_at, finished_at, parts)
        SELECT i, 1, 1, 10, 0, 0, 0, 0, i, 0, 0, 0, 0 FROM n;
        INSERT INTO counter (status, n) VALUES (10, changes()) ON CONFLICT (status) DO UPDATE SET n = n + excluded.n
        """;

    private static async Task<bool> LiveAsync(string store, LoadLedger ledger, int life, string point, int hits, int linesMax = LinesMax)
    {
        var reached = ledger.CountOf("killing");
        using var worker = ChildProcess.Start(
            "Jobs.Crash.Worker", "load", store, life.ToString(CultureInfo.InvariantCulture), hits.ToString(CultureInfo.InvariantCulture), point);
        ledger.BeginLife();
        try
        {
            await LoadTests.SendAsync(worker, ledger.UnacknowledgedRecipes);
        }
        catch (IOException)
        {
            // It was dead before it was told what to do.
        }

        for (var lines = 0; await worker.ReadLineAsync() is { } line; lines++)
        {
            ledger.Read(line);
            if (lines == linesMax) worker.Kill();
        }

        LoadTests.RequireWell(store);
        return ledger.CountOf("killing") > reached;
    }
}
