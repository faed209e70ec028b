using System.Globalization;
using System.Text.Json;

namespace Jobs.Remote;

/// <summary>The state of a store and its owner, as an object of the protocol.</summary>
internal static class WireStats
{
    public static void Write(Utf8JsonWriter json, JobsStats stats)
    {
        json.WriteString("store"u8, stats.StoreFile);
        json.WriteNumber("epoch"u8, stats.Epoch);
        if (stats.Owner is not null) json.WriteString("owner"u8, stats.Owner);
        json.WriteNumber("abandoned"u8, stats.AbandonedAttempts);
        json.WriteStartObject("counts"u8);
        foreach (var (status, count) in stats.Counts) json.WriteNumber(((int)status).ToString(CultureInfo.InvariantCulture), count);
        json.WriteEndObject();
        json.WriteStartObject("pools"u8);
        foreach (var (name, use) in stats.Pools)
        {
            json.WriteStartObject(name);
            json.WriteNumber("slots"u8, use.Slots);
            json.WriteNumber("running"u8, use.Running);
            json.WriteNumber("peak"u8, use.PeakRunning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("names"u8);
        foreach (var name in stats.JobNames) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    public static JobsStats Read(WireObject json)
    {
        var counts = new Dictionary<JobStatus, long>();
        if (json.Object("counts") is { } counted)
        {
            foreach (var (status, _) in counted.Members)
            {
                if (int.TryParse(status, CultureInfo.InvariantCulture, out var number)) counts[(JobStatus)number] = counted.RequiredNumber(status);
            }
        }

        var pools = new Dictionary<string, PoolUse>(StringComparer.Ordinal);
        if (json.Object("pools") is { } used)
        {
            foreach (var (name, use) in used.Members)
            {
                var pool = WireObject.Parse(use);
                pools[name] = new PoolUse((int)pool.RequiredNumber("slots"), (int)pool.RequiredNumber("running"), (int)pool.RequiredNumber("peak"));
            }
        }

        return new JobsStats
        {
            StoreFile = json.Text("store") ?? "",
            Epoch = json.Number("epoch") ?? 0,
            Owner = json.Text("owner"),
            AbandonedAttempts = (int)(json.Number("abandoned") ?? 0),
            Counts = counts,
            Pools = pools,
            JobNames = [.. json.Items("names").Select(n => WireObject.TextOf(n) ?? "")],
        };
    }
}
