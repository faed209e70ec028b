using System.Buffers;
using System.Text.Json;

namespace Jobs.Store;

/// <summary>The small values of a row that are kept as JSON, so that a person can read them: errors, progress, policies.</summary>
internal static class StoreJson
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    public static byte[]? Write(JobError? error) => error is null ? null : Written(error, static (json, e) =>
    {
        json.WriteString("type"u8, e.Type);
        json.WriteString("message"u8, e.Message);
        if (e.IsPermanent) json.WriteBoolean("permanent"u8, true);
        if (e.Detail is not null) json.WriteString("detail"u8, e.Detail);
    });

    public static byte[] Write(JobProgress progress) => Written(progress, static (json, p) =>
    {
        json.WriteNumber("completed"u8, p.Completed);
        if (p.Total is { } total) json.WriteNumber("total"u8, total);
        if (p.BytesCompleted is { } bytes) json.WriteNumber("bytesCompleted"u8, bytes);
        if (p.BytesTotal is { } bytesTotal) json.WriteNumber("bytesTotal"u8, bytesTotal);
        if (p.Phase is not null) json.WriteString("phase"u8, p.Phase);
        if (p.Message is not null) json.WriteString("message"u8, p.Message);
    });

    public static byte[]? Write(RetryPolicy? policy) => policy is null ? null : Written(policy, static (json, p) =>
    {
        json.WriteNumber("maxAttempts"u8, p.MaxAttempts);
        json.WriteNumber("delayMs"u8, p.Delay.TotalMilliseconds);
        json.WriteNumber("multiplier"u8, p.Multiplier);
        json.WriteNumber("maxDelayMs"u8, p.MaxDelay.TotalMilliseconds);
        json.WriteNumber("jitter"u8, p.Jitter);
    });

    public static JobError? ReadError(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return null;

        var reader = Start(json);
        var error = new JobError("", "");
        while (NextMember(ref reader, out var name))
        {
            error = name switch
            {
                "type" => error with { Type = reader.GetString()! },
                "message" => error with { Message = reader.GetString()! },
                "permanent" => error with { IsPermanent = reader.GetBoolean() },
                "detail" => error with { Detail = reader.GetString() },
                _ => error,
            };
        }

        return error;
    }

    public static JobProgress? ReadProgress(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return null;

        var reader = Start(json);
        var progress = new JobProgress();
        while (NextMember(ref reader, out var name))
        {
            progress = name switch
            {
                "completed" => progress with { Completed = reader.GetInt64() },
                "total" => progress with { Total = reader.GetInt64() },
                "bytesCompleted" => progress with { BytesCompleted = reader.GetInt64() },
                "bytesTotal" => progress with { BytesTotal = reader.GetInt64() },
                "phase" => progress with { Phase = reader.GetString() },
                "message" => progress with { Message = reader.GetString() },
                _ => progress,
            };
        }

        return progress;
    }

    public static RetryPolicy? ReadPolicy(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return null;

        var reader = Start(json);
        var policy = RetryPolicy.Default;
        while (NextMember(ref reader, out var name))
        {
            policy = name switch
            {
                "maxAttempts" => policy with { MaxAttempts = reader.GetInt32() },
                "delayMs" => policy with { Delay = TimeSpan.FromMilliseconds(reader.GetDouble()) },
                "multiplier" => policy with { Multiplier = reader.GetDouble() },
                "maxDelayMs" => policy with { MaxDelay = TimeSpan.FromMilliseconds(reader.GetDouble()) },
                "jitter" => policy with { Jitter = reader.GetDouble() },
                _ => policy,
            };
        }

        return Checked(policy);
    }

    /// <summary>Whether an error says that a value was not what it should be; what else is thrown is a mistake of ours.</summary>
    public static bool IsReadFailure(Exception failure) =>
        failure is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException;

    // The bounds of a submit: what is beyond them would upset the arithmetic of times later.
    private static RetryPolicy Checked(RetryPolicy policy) =>
        policy.MaxAttempts is >= 1 and <= 1000 && policy.Delay >= TimeSpan.Zero && policy.Delay <= s_longest && policy.MaxDelay >= TimeSpan.Zero && policy.MaxDelay <= s_longest
            && policy.Multiplier is >= 1 and <= 10 && policy.Jitter is >= 0 and <= 1
            ? policy
            : throw new FormatException("It is beyond the bounds of a retry policy.");

    private static byte[] Written<T>(T value, Action<Utf8JsonWriter, T> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json, value);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static Utf8JsonReader Start(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new FormatException("It is no JSON object.");
        return reader;
    }

    // Leaves the reader on the member's value. All members are scalars; those of a later version are passed over by name.
    private static bool NextMember(ref Utf8JsonReader reader, out string? name)
    {
        name = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName) return false;
        name = reader.GetString();
        return reader.Read();
    }
}
