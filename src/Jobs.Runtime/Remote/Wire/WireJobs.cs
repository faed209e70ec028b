using System.Text.Json;
using Jobs.Store;

namespace Jobs.Remote;

/// <summary>Jobs and what is known of them, as objects of the protocol. Defaults are left out; times are Unix milliseconds.</summary>
internal static class WireJobs
{
    public static void Write(Utf8JsonWriter json, JobInfo info)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, info.Id.Value);
        json.WriteString("name"u8, info.Name);
        json.WriteNumber("version"u8, info.Version);
        json.WriteNumber("status"u8, (int)info.Status);
        if (info.IsPaused) json.WriteBoolean("paused"u8, true);
        if (info.IsCancelRequested) json.WriteBoolean("cancelRequested"u8, true);
        json.WriteNumber("priority"u8, (int)info.Priority);
        if (info.FailedAttempts != 0) json.WriteNumber("failedAttempts"u8, info.FailedAttempts);
        if (info.Crashes != 0) json.WriteNumber("crashes"u8, info.Crashes);
        json.WriteNumber("submittedAt"u8, info.SubmittedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("dueAt"u8, info.DueAt.ToUnixTimeMilliseconds());
        if (info.FinishedAt is { } finished) json.WriteNumber("finishedAt"u8, finished.ToUnixTimeMilliseconds());
        WriteRaw(json, "error", StoreJson.Write(info.Error));
        if (info.Progress is { } progress) WriteRaw(json, "progress", StoreJson.Write(progress));
        if (!info.ParentId.IsNone) json.WriteNumber("parent"u8, info.ParentId.Value);
        json.WriteNumber("root"u8, info.RootId.Value);
        if (info.Key is not null) json.WriteString("key"u8, info.Key);
        WriteTags(json, info.Tags);
        if (!info.RetryOf.IsNone) json.WriteNumber("retryOf"u8, info.RetryOf.Value);
        if (!info.RetriedAs.IsNone) json.WriteNumber("retriedAs"u8, info.RetriedAs.Value);
        json.WriteEndObject();
    }

    public static JobInfo ReadInfo(WireObject json) => new()
    {
        Id = new JobId(json.RequiredNumber("id")),
        Name = json.Text("name") ?? "",
        Version = (int)(json.Number("version") ?? 0),
        Status = (JobStatus)json.RequiredNumber("status"),
        IsPaused = json.Flag("paused"),
        IsCancelRequested = json.Flag("cancelRequested"),
        Priority = (JobPriority)(json.Number("priority") ?? 0),
        FailedAttempts = (int)(json.Number("failedAttempts") ?? 0),
        Crashes = (int)(json.Number("crashes") ?? 0),
        SubmittedAt = json.Time("submittedAt") ?? default,
        DueAt = json.Time("dueAt") ?? default,
        FinishedAt = json.Time("finishedAt"),
        Error = json.Raw("error") is { } error ? StoreJson.ReadError(error.Span) : null,
        Progress = json.Raw("progress") is { } progress ? StoreJson.ReadProgress(progress.Span) : null,
        ParentId = new JobId(json.Number("parent") ?? 0),
        RootId = new JobId(json.Number("root") ?? 0),
        Key = json.Text("key"),
        Tags = ReadTags(json),
        RetryOf = new JobId(json.Number("retryOf") ?? 0),
        RetriedAs = new JobId(json.Number("retriedAs") ?? 0),
    };

    public static void Write(Utf8JsonWriter json, JobEvent notice)
    {
        json.WriteStartObject();
        json.WriteNumber("kind"u8, (int)notice.Kind);
        json.WriteNumber("job"u8, notice.Id.Value);
        json.WriteString("name"u8, notice.JobName);
        json.WriteNumber("status"u8, (int)notice.Status);
        if (notice.IsPaused) json.WriteBoolean("paused"u8, true);
        WriteRaw(json, "error", StoreJson.Write(notice.Error));
        if (notice.Progress is { } progress) WriteRaw(json, "progress", StoreJson.Write(progress));
        if (notice.Missed != 0) json.WriteNumber("missed"u8, notice.Missed);
        json.WriteEndObject();
    }

    public static JobEvent ReadEvent(WireObject json) => new()
    {
        Kind = (JobEventKind)json.RequiredNumber("kind"),
        Id = new JobId(json.Number("job") ?? 0),
        JobName = json.Text("name") ?? "",
        Status = (JobStatus)(json.Number("status") ?? 0),
        IsPaused = json.Flag("paused"),
        Error = json.Raw("error") is { } error ? StoreJson.ReadError(error.Span) : null,
        Progress = json.Raw("progress") is { } progress ? StoreJson.ReadProgress(progress.Span) : null,
        Missed = json.Number("missed") ?? 0,
    };

    public static void Write(Utf8JsonWriter json, SubmitOptions options)
    {
        json.WriteStartObject();
        json.WriteNumber("priority"u8, (int)options.Priority);
        if (options.Key is not null) json.WriteString("key"u8, options.Key);
        if (options.DueAt is { } due) json.WriteNumber("dueAt"u8, due.ToUnixTimeMilliseconds());
        WriteRaw(json, "retry", StoreJson.Write(options.Retry));
        if (options.Timeout is { } timeout) json.WriteNumber("timeoutMs"u8, (long)Math.Ceiling(timeout.TotalMilliseconds));
        if (options.Durability is { } durability) json.WriteNumber("durability"u8, (int)durability);
        WriteTags(json, options.Tags);
        json.WriteEndObject();
    }

    public static SubmitOptions ReadOptions(WireObject? json)
    {
        var options = new SubmitOptions();
        if (json is null) return options;
        options.Priority = (JobPriority)(json.Number("priority") ?? 0);
        options.Key = json.Text("key");
        options.DueAt = json.Time("dueAt");
        options.Retry = json.Raw("retry") is { } retry ? StoreJson.ReadPolicy(retry.Span) : null;
        options.Timeout = json.Number("timeoutMs") is { } ms ? TimeSpan.FromMilliseconds(Math.Clamp(ms, 0, (long)TimeSpan.MaxValue.TotalMilliseconds / 2)) : null;
        options.Durability = (Durability?)json.Number("durability");
        foreach (var (name, value) in ReadTags(json)) options.Tags[name] = value;
        return options;
    }

    public static void Write(Utf8JsonWriter json, RetryOptions options)
    {
        if (options.FromStart) json.WriteBoolean("fromStart"u8, true);
        if (options.Durability is { } durability) json.WriteNumber("durability"u8, (int)durability);
    }

    public static RetryOptions ReadRetryOptions(WireObject json) => new()
    {
        FromStart = json.Flag("fromStart"), Durability = (Durability?)json.Number("durability"),
    };

    public static void Write(Utf8JsonWriter json, JobQuery query)
    {
        if (query.Name is not null) json.WriteString("name"u8, query.Name);
        if (query.Status is { } status) json.WriteNumber("status"u8, (int)status);
        if (query.OnlyPaused) json.WriteBoolean("onlyPaused"u8, true);
        if (query.OnlyParked) json.WriteBoolean("onlyParked"u8, true);
        if (!query.ParentId.IsNone) json.WriteNumber("parent"u8, query.ParentId.Value);
        if (query.Tag is { } tag)
        {
            json.WriteString("tag"u8, tag.Key);
            json.WriteString("value"u8, tag.Value);
        }

        if (!query.Before.IsNone) json.WriteNumber("before"u8, query.Before.Value);
        json.WriteNumber("limit"u8, query.Limit);
    }

    public static JobQuery ReadQuery(WireObject json) => new()
    {
        Name = json.Text("name"),
        Status = (JobStatus?)json.Number("status"),
        OnlyPaused = json.Flag("onlyPaused"),
        OnlyParked = json.Flag("onlyParked"),
        ParentId = new JobId(json.Number("parent") ?? 0),
        Tag = json.Text("tag") is { } tag ? new(tag, json.Text("value") ?? "") : null,
        Before = new JobId(json.Number("before") ?? 0),
        Limit = (int)Math.Clamp(json.Number("limit") ?? 100, int.MinValue, int.MaxValue),
    };

    /// <summary>Writes JSON that is there already; nothing for null or nothing.</summary>
    public static void WriteRaw(Utf8JsonWriter json, string name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }

    private static void WriteTags(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> tags)
    {
        if (!tags.Any()) return;
        json.WriteStartObject("tags"u8);
        foreach (var (name, value) in tags) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static Dictionary<string, string> ReadTags(WireObject json)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.Object("tags") is not { } members) return tags;
        foreach (var (name, value) in members.Members) tags[name] = WireObject.TextOf(value) ?? "";
        return tags;
    }
}
