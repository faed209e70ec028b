using System.Globalization;
using Jobs.Crash.Tests.Kit;
using Xunit.Abstractions;

namespace Jobs.Crash.Tests;

/// <summary>
/// A process under load is killed again and again; what it acknowledged must hold. By command: JOBS_CRASH_KILLS=300.
/// </summary>
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int LinesPerLifeMax = 600;
    private const int StartDelayMsMax = 150;

    private static readonly string[] Words = ["begin", "run", "got", "saved", "paused", "cancelled", "outcome"];
    private static readonly string[] Ends = ["Completed", "Cancelled", "Quarantined"];

    [Fact]
    public async Task Load_WhenKilledAtAnyMoment_LosesNothingAcknowledgedAndRepeatsNothing()
    {
        using var folder = new ScratchFolder();
        var store = folder["load.db"];
        var random = new Random(ProofSize.Seed);
        var ledger = new LoadLedger();
        for (var life = 1; life <= ProofSize.LoadKills; life++)
        {
            await LiveAsync(store, ledger, random, life);
            RequireWell(store);
            Assert.True(ledger.Violations.Count == 0, string.Join('\n', ledger.Violations));
        }

        await DrainAsync(store, ledger);
        ledger.RequireAllEnded(ExpectedResult);

        Assert.True(ledger.Violations.Count == 0, string.Join('\n', ledger.Violations));
        Assert.Equal("ok", StoreFile.CheckIntegrity(store));
        RequireWell(store);
        output.WriteLine(
            $"{ProofSize.LoadKills} kills; lines: {string.Join(", ", Words.Select(w => $"{ledger.CountOf(w)} {w}"))}; " +
            $"jobs: {string.Join(", ", Ends.Select(e => $"{ledger.EndedAs(e)} {e}"))}, {ledger.Retried} retried");
        folder.Passed();
    }

    // As the kill left it, before anybody recovers: every transaction ended with every invariant holding.
    internal static void RequireWell(string store)
    {
        if (!File.Exists(store)) return; // Killed before it came so far.
        var findings = JobsDoctor.Examine(store, TimeProvider.System.GetUtcNow()).Findings.Where(f => f.Check != "empty");
        Assert.True(!findings.Any(), string.Join('\n', findings.Select(f => $"{f.Check}: {f.Text}")));
    }

    private static async Task LiveAsync(string store, LoadLedger ledger, Random random, int life)
    {
        using var worker = ChildProcess.Start("Jobs.Crash.Worker", "load", store, life.ToString(CultureInfo.InvariantCulture));
        ledger.BeginLife();

        // Every eighth life ends while the process starts, opens the store or recovers; the others after a number of lines.
        if (random.Next(8) == 0) await Task.Delay(random.Next(StartDelayMsMax));
        else await ReadSomeAsync(worker, ledger, random);
        worker.Kill();
        while (await worker.ReadLineAsync() is { } line) ledger.Read(line);
    }

    private static async Task ReadSomeAsync(ChildProcess worker, LoadLedger ledger, Random random)
    {
        await SendAsync(worker, [.. ledger.UnacknowledgedRecipes, .. ledger.AllRecipes.OrderBy(_ => random.Next()).Take(5)]);
        for (var lines = random.Next(LinesPerLifeMax); lines > 0; lines--)
        {
            var line = await worker.ReadLineAsync();
            if (line is null) Assert.Fail($"The worker ended by itself: {await worker.ErrorsAsync}");
            ledger.Read(line);
        }
    }

    internal static async Task DrainAsync(string store, LoadLedger ledger)
    {
        using var worker = ChildProcess.Start("Jobs.Crash.Worker", "drain", store);
        ledger.BeginLife();
        await SendAsync(worker, ledger.AllRecipes);
        while (await worker.ReadLineAsync() is { } line) ledger.Read(line);
        Assert.True(await worker.ExitCodeAsync() == 0, await worker.ErrorsAsync);
        Assert.Equal(1, ledger.CountOf("drained"));
    }

    internal static async Task SendAsync(ChildProcess worker, IEnumerable<string> recipes)
    {
        foreach (var recipe in recipes) await worker.Input.WriteLineAsync(recipe);
        await worker.Input.WriteLineAsync();
        await worker.Input.FlushAsync();
    }

    /// <summary>What a recipe's job returns.</summary>
    internal static long ExpectedResult(string recipe)
    {
        var words = recipe.Split(' ');
        var count = int.Parse(words[2], CultureInfo.InvariantCulture);
        var sum = Enumerable.Range(0, count).Sum(Worker.SumJob.ValueOf);
        return words[1] switch { "sum" => sum, "family" => 2 * sum, _ => count };
    }
}
