using System.Text.Json;

namespace Jobs.Cli.Output;

/// <summary>Jobs and events as JSON for programs. Members that say nothing are left out; ids are texts.</summary>
internal static class JobWriting
{
    public static void WriteJob(this Utf8JsonWriter json, JobInfo info)
    {
        json.WriteString("id"u8, info.Id.ToString());
        json.WriteString("name"u8, info.Name);
        json.WriteNumber("version"u8, info.Version);
        json.WriteString("status"u8, info.Status.ToString());
        json.WriteBoolean("paused"u8, info.IsPaused);
        json.WriteBoolean("parked"u8, info.IsParked);
        json.WriteBoolean("cancelRequested"u8, info.IsCancelRequested);
        json.WriteString("priority"u8, info.Priority.ToString());
        json.WriteNumber("failedAttempts"u8, info.FailedAttempts);
        json.WriteNumber("crashes"u8, info.Crashes);
        json.WriteString("submittedAt"u8, info.SubmittedAt);
        json.WriteString("dueAt"u8, info.DueAt);
        if (info.FinishedAt is { } finished) json.WriteString("finishedAt"u8, finished);
        if (!info.ParentId.IsNone) json.WriteString("parent"u8, info.ParentId.ToString());
        json.WriteString("root"u8, info.RootId.ToString());
        if (info.Key is not null) json.WriteString("key"u8, info.Key);
        if (info.Tags.Count > 0)
        {
            json.WriteStartObject("tags"u8);
            foreach (var (name, value) in info.Tags) json.WriteString(name, value);
            json.WriteEndObject();
        }

        if (!info.RetryOf.IsNone) json.WriteString("retryOf"u8, info.RetryOf.ToString());
        if (!info.RetriedAs.IsNone) json.WriteString("retriedAs"u8, info.RetriedAs.ToString());
        json.WriteError(info.Error);
        json.WriteProgress(info.Progress);
    }

    public static void WriteEvent(this Utf8JsonWriter json, JobEvent notice)
    {
        json.WriteString("event"u8, notice.Kind.ToString());
        if (notice.Kind == JobEventKind.Missed)
        {
            json.WriteNumber("missed"u8, notice.Missed);
            return;
        }

        json.WriteString("id"u8, notice.Id.ToString());
        json.WriteString("name"u8, notice.JobName);
        json.WriteString("status"u8, notice.Status.ToString());
        if (notice.IsPaused) json.WriteBoolean("paused"u8, true);
        json.WriteError(notice.Error);
        json.WriteProgress(notice.Progress);
    }

    private static void WriteError(this Utf8JsonWriter json, JobError? error)
    {
        if (error is null) return;
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, error.Type);
        json.WriteString("message"u8, error.Message);
        json.WriteBoolean("permanent"u8, error.IsPermanent);
        if (error.Detail is not null) json.WriteString("detail"u8, error.Detail);
        json.WriteEndObject();
    }

    private static void WriteProgress(this Utf8JsonWriter json, JobProgress? progress)
    {
        if (progress is null) return;
        json.WriteStartObject("progress"u8);
        json.WriteNumber("completed"u8, progress.Completed);
        if (progress.Total is { } total) json.WriteNumber("total"u8, total);
        if (progress.BytesCompleted is { } bytes) json.WriteNumber("bytesCompleted"u8, bytes);
        if (progress.BytesTotal is { } bytesTotal) json.WriteNumber("bytesTotal"u8, bytesTotal);
        if (progress.Phase is not null) json.WriteString("phase"u8, progress.Phase);
        if (progress.Message is not null) json.WriteString("message"u8, progress.Message);
        json.WriteEndObject();
    }
}
