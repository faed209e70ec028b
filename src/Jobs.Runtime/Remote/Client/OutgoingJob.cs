using System.Text.Json;
using Jobs.CompilerServices;
using Jobs.Engine;

namespace Jobs.Remote;

/// <summary>A job on its way to an owner: read once, sent as often as it takes.</summary>
/// <param name="Name">Its stored name.</param>
/// <param name="Descriptor">Its class, or null for a submit by name.</param>
/// <param name="Job">The instance, or null for a submit by name.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Token">By which the store knows it again.</param>
internal sealed record OutgoingJob(string Name, JobDescriptor? Descriptor, object? Job, SubmitPayload Payload, string Token)
{
    public long Size => 256 + Name.Length + Payload.Input.Length + Payload.State.Length + (Payload.JournalBase?.Length ?? 0);

    /// <summary>Writes the members of a submit.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<OutgoingJob> jobs, SubmitOptions? options)
    {
        json.WriteStartArray("jobs"u8);
        foreach (var job in jobs)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, job.Name);
            json.WriteString("token"u8, job.Token);
            WireJobs.WriteRaw(json, "input", job.Payload.Input);
            if (job.Descriptor is { } descriptor)
            {
                json.WriteNumber("version"u8, descriptor.Version);
                WireJobs.WriteRaw(json, "state", job.Payload.State);
                WireJobs.WriteRaw(json, "journal", job.Payload.JournalBase);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (options is null) return;
        json.WritePropertyName("options"u8);
        WireJobs.Write(json, options);
    }
}
