using System.CommandLine;
using System.Globalization;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs stats: the store and its owner in a few lines.</summary>
internal static class StatsCommand
{
    private const int CountMax = 1000; // They are few, unless something is wrong; then their number matters less than that.

    public static Command Create(SharedOptions shared)
    {
        var command = new Command("stats", "Tells who owns the store, and how many jobs are in which status.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            await using var client = shared.ClientOf(parsed);
            var stats = await client.StatsAsync(cancellationToken).ConfigureAwait(false);
            var paused = await CountAsync(client, new JobQuery { OnlyPaused = true }, cancellationToken).ConfigureAwait(false);
            var parked = await CountAsync(client, new JobQuery { OnlyParked = true }, cancellationToken).ConfigureAwait(false);
            if (printer.IsJson) PrintJson(printer, stats, paused, parked);
            else Print(printer, stats, paused, parked);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<int> CountAsync(JobsClient client, JobQuery query, CancellationToken cancellationToken) =>
        (await client.QueryAsync(query with { Limit = CountMax }, cancellationToken).ConfigureAwait(false)).Count;

    private static void Print(Printer printer, JobsStats stats, int paused, int parked)
    {
        printer.Line($"store   {stats.StoreFile}");
        printer.Line($"owner   {stats.Owner ?? "none: the jobs rest until a host starts"}");
        printer.Line($"epoch   {stats.Epoch.ToString(CultureInfo.InvariantCulture)}");
        if (stats.JobNames.Count > 0) printer.Line($"runs    {string.Join(", ", stats.JobNames)}");
        if (stats.AbandonedAttempts > 0) printer.Line($"stuck   {stats.AbandonedAttempts}: attempts that did not stop when they were told to, and whose code still runs");
        printer.Line();
        var table = new Table("STATUS", "JOBS");
        foreach (var (status, count) in stats.Counts.OrderBy(c => c.Key)) table.Add(status.ToString(), count.ToString(CultureInfo.InvariantCulture));
        if (stats.Counts.Count == 0) printer.Line("No jobs.");
        else table.Print(printer);
        Beside("paused", "", paused, StatusOption.Paused);
        Beside("parked", ", which no host could run", parked, StatusOption.Parked);
        if (stats.Pools.Count == 0) return;
        printer.Line();
        table = new Table("POOL", "SLOTS", "BUSY", "PEAK");
        foreach (var (name, use) in stats.Pools.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            table.Add(name, use.Slots.ToString(CultureInfo.InvariantCulture), use.Running.ToString(CultureInfo.InvariantCulture), use.PeakRunning.ToString(CultureInfo.InvariantCulture));
        }

        table.Print(printer);

        // The table counts them where their status is; that is not why they wait.
        void Beside(string what, string why, int count, string word)
        {
            if (count > 0) printer.Line($"of them {what}: {count.ToString("N0", CultureInfo.InvariantCulture)}{(count == CountMax ? " or more" : "")}{why} (jobs list --status {word})");
        }
    }

    private static void PrintJson(Printer printer, JobsStats stats, int paused, int parked) => printer.Json(json =>
    {
        json.WriteString("store"u8, stats.StoreFile);
        json.WriteNumber("epoch"u8, stats.Epoch);
        if (stats.Owner is not null) json.WriteString("owner"u8, stats.Owner);
        json.WriteNumber("abandonedAttempts"u8, stats.AbandonedAttempts);
        json.WriteStartObject("counts"u8);
        foreach (var (status, count) in stats.Counts.OrderBy(c => c.Key)) json.WriteNumber(status.ToString(), count);
        json.WriteEndObject();
        json.WriteNumber("paused"u8, paused);
        json.WriteNumber("parked"u8, parked);
        json.WriteStartObject("pools"u8);
        foreach (var (name, use) in stats.Pools)
        {
            json.WriteStartObject(name);
            json.WriteNumber("slots"u8, use.Slots);
            json.WriteNumber("running"u8, use.Running);
            json.WriteNumber("peakRunning"u8, use.PeakRunning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("jobNames"u8);
        foreach (var name in stats.JobNames) json.WriteStringValue(name);
        json.WriteEndArray();
    });
}
