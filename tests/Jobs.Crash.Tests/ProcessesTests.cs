using System.Globalization;
using Jobs.Crash.Tests.Kit;
using Xunit.Abstractions;

namespace Jobs.Crash.Tests;

/// <summary>
/// Many processes use one store by its path while its owners are killed and replaced; what each was told must hold. By
/// command with fifty processes and twenty kills: JOBS_CRASH_PROCESSES=50, JOBS_CRASH_OWNER_KILLS=20.
/// </summary>
public sealed class ProcessesTests(ITestOutputHelper output)
{
    private const int LinesPerLifeMax = 500;
    private const int GapMsMax = 1000; // In which nobody owns the store, and clients visit it.
    private const int TakeTurnsMsMax = 400; // In which the next owner waits for the lock of the one that is killed.

    // Fifty of them are to fit a small machine.
    private static readonly string[] Small = OperatingSystem.IsWindows() ? [] : ["env", "DOTNET_gcServer=0", "DOTNET_gcConcurrent=0", "DOTNET_TieredPGO=0"];
    private static readonly string[] Words = ["submitted", "cancelled", "paused", "resumed", "awaited", "begin", "run", "outcome"];

    [Fact]
    public async Task Processes_WhileTheirOwnersAreKilled_LoseNothingAcknowledged_AndEverySubmitHasOneOutcome()
    {
        using var folder = new ScratchFolder();
        var store = folder["shared.db"];
        var random = new Random(ProofSize.Seed);
        var told = new List<(long At, int Owner, string Line)>();
        var clients = new List<ChildProcess>();
        var owner = StartOwner(store);
        try
        {
            await ReadAsync(owner, told, 1, line => line == "ready");
            for (var i = 0; i < ProofSize.Processes; i++)
            {
                clients.Add(ChildProcess.Start(Small, "Jobs.Crash.Worker", "client", store, $"c{i}", Text(HashCode.Combine(ProofSize.Seed, i))));
            }

            foreach (var client in clients) await ReadAsync(client, told, owner: 0, line => line == "ready");
            for (var kill = 1; kill <= ProofSize.OwnerKills; kill++)
            {
                // One owner in four is killed while it starts.
                var lines = random.Next(LinesPerLifeMax);
                if (random.Next(4) > 0) await ReadAsync(owner, told, kill, _ => lines-- <= 0);
                owner = await ReplaceAsync(owner, store, told, kill, random);
            }

            foreach (var client in clients) await client.Input.WriteLineAsync("stop");
            await Task.WhenAll(clients.Select(async client => Assert.True(await client.ExitCodeAsync() == 0, await client.ErrorsAsync)));
            owner.Input.Close();
            Assert.True(await owner.ExitCodeAsync() == 0, await owner.ErrorsAsync);
            await ReadAsync(owner, told, ProofSize.OwnerKills + 1, _ => false);
            foreach (var client in clients) await ReadAsync(client, told, owner: 0, _ => false);
        }
        finally
        {
            owner.Dispose();
            foreach (var client in clients) client.Dispose();
        }

        var ledger = Judge(told);
        RequireWell(store, ledger);
        Assert.Equal(ProofSize.Processes, ledger.CountOf("drained"));
        output.WriteLine(
            $"{ProofSize.OwnerKills} kills of the owner of {ProofSize.Processes} processes; lines: {string.Join(", ", Words.Select(w => $"{ledger.CountOf(w)} {w}"))}; " +
            $"jobs: {ledger.EndedAs("Completed")} Completed, {ledger.EndedAs("Cancelled")} Cancelled, {ledger.EndedAs("Quarantined")} Quarantined");
        folder.Passed();
    }

    private static ChildProcess StartOwner(string store) => ChildProcess.Start("Jobs.Crash.Worker", "host", store, "stamped");

    // Sometimes the next one waits for the lock already, sometimes nobody owns the store for a while.
    private static async Task<ChildProcess> ReplaceAsync(ChildProcess owner, string store, List<(long, int, string)> told, int life, Random random)
    {
        var waits = random.Next(2) == 0;
        var next = waits ? StartOwner(store) : null;
        await Task.Delay(random.Next(TakeTurnsMsMax));
        owner.Kill();
        await owner.ExitCodeAsync();
        await ReadAsync(owner, told, life, _ => false);
        owner.Dispose();
        if (!waits) await Task.Delay(random.Next(GapMsMax));
        return next ?? StartOwner(store);
    }

    private static async Task ReadAsync(ChildProcess process, List<(long At, int Owner, string Line)> told, int owner, Func<string, bool> isEnough)
    {
        while (await process.ReadLineAsync() is { } stamped)
        {
            var at = stamped.IndexOf(' ', StringComparison.Ordinal);
            told.Add((long.Parse(stamped.AsSpan(0, at), CultureInfo.InvariantCulture), owner, stamped[(at + 1)..]));
            if (isEnough(stamped[(at + 1)..])) return;
        }
    }

    // As one story: the moments are of one clock.
    private static LoadLedger Judge(List<(long At, int Owner, string Line)> told)
    {
        var ledger = new LoadLedger { AskersOutliveTheHost = true };
        var life = 0;
        foreach (var (_, owner, line) in told.OrderBy(t => t.At))
        {
            for (; life < owner; life++) ledger.BeginLife();
            ledger.Read(line);
        }

        ledger.RequireAllEnded(LoadTests.ExpectedResult);
        return ledger;
    }

    private static void RequireWell(string store, LoadLedger ledger)
    {
        Assert.True(ledger.Violations.Count == 0, string.Join('\n', ledger.Violations.Take(20)));
        Assert.Equal("ok", StoreFile.CheckIntegrity(store));
        var report = JobsDoctor.Examine(store, TimeProvider.System.GetUtcNow());
        Assert.True(report.Findings.Count == 0, string.Join('\n', report.Findings.Select(f => $"{f.Check}: {f.Text}")));
        Assert.True(report.WasClosed);

        // Every row was asked for, and every submit has one row: those by many were sent with tokens of the client's own.
        Assert.Equal(0, StoreFile.Count(store, "SELECT count(*) FROM job"));
        Assert.Equal(ledger.AllRecipes.Count, StoreFile.Count(store, "SELECT count(*) FROM history WHERE parent_id = 0"));
        Assert.Equal(ledger.AllRecipes.Count, StoreFile.Count(store, "SELECT count(DISTINCT token) FROM history WHERE parent_id = 0"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
