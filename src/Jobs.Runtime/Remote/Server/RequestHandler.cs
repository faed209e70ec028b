using System.Text.Json;
using Jobs.Store;

namespace Jobs.Remote;

/// <summary>What each word of the protocol does. Returns the frame of the answer; what goes wrong is thrown.</summary>
internal sealed class RequestHandler(OwnerServer server)
{
    // A page ends here, so that one more job, with its error's stack, still fits the frame.
    private int PageBytesMax => server.Limits.FrameBytesMax / 2;

    /// <summary>The answer to who asks whether anybody is there.</summary>
    public static ReadOnlyMemory<byte> Pong(long id) => Answer(id, 0, static (_, _) => { });

    /// <summary>A request that is done at once.</summary>
    public async Task<ReadOnlyMemory<byte>> AnswerAsync(long id, WireObject request, CancellationToken cancellationToken)
    {
        var engine = server.Engine;
        switch (request.Text("op"))
        {
            case WireWords.Submit:
                return Answer(id, await SubmitRequests.SubmitAsync(server, request, cancellationToken).ConfigureAwait(false), (json, atoms) => SubmitRequests.Write(json, atoms, engine.Catalog));
            case WireWords.Command:
                var outcome = await engine.CommandAsync(Job(request), CommandOf(request), request.Text("token"), cancellationToken).ConfigureAwait(false);
                return Answer(id, outcome, static (json, o) => json.WriteNumber("outcome"u8, (int)o));
            case WireWords.Retry:
                var retry = await engine.RetryAsync(Job(request), WireJobs.ReadRetryOptions(request), request.Text("token"), cancellationToken).ConfigureAwait(false);
                return Answer(id, retry, static (json, r) =>
                {
                    json.WriteNumber("outcome"u8, (int)r.Outcome);
                    json.WriteNumber("job"u8, r.JobId.Value);
                });
            case WireWords.Find:
                return Answer(id, await engine.DetailsAsync(Job(request), cancellationToken).ConfigureAwait(false), WriteDetails);
            case WireWords.Query:
                return Answer(id, await engine.QueryAsync(WireJobs.ReadQuery(request), cancellationToken).ConfigureAwait(false), WritePage);
            case WireWords.Log:
                return Answer(id, await engine.LogAsync(Job(request), cancellationToken).ConfigureAwait(false), WriteLog);
            case WireWords.Stats:
                return Answer(id, await StatsAsync(cancellationToken).ConfigureAwait(false), WireStats.Write);
            case var other:
                throw new JobUsageException($"This owner does not know the request '{other}': its version of Jobs is older.");
        }
    }

    /// <summary>A request that stays under way.</summary>
    public async Task<ReadOnlyMemory<byte>> WaitAsync(
        long id, WireObject request, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        if (request.Text("op") == WireWords.Await)
        {
            return Answer(id, await server.Engine.EndAsync(Job(request), cancellationToken).ConfigureAwait(false), WriteDetails);
        }

        var capacity = (int)Math.Clamp(request.Number("capacity") ?? 1024, 2, server.Limits.EventsMax);
        JobId? one = request.Number("job") is { } job ? new JobId(job) : null;
        var events = server.Engine.Events.Subscribe(one, capacity);

        // The subscription stands before its first answer, so that who has read it misses nothing from then on.
        try
        {
            await send(Frame.Of(id, static (json, i) =>
            {
                json.WriteNumber("id"u8, i);
                json.WriteBoolean("following"u8, true);
            }), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // A subscription ends with its enumeration, so there must be one.
            await foreach (var _ in events.WithCancellation(cancellationToken).ConfigureAwait(false)) break;
            throw;
        }

        await foreach (var notice in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await send(Frame.Of((id, notice), static (json, n) =>
            {
                json.WriteNumber("id"u8, n.id);
                json.WritePropertyName("event"u8);
                WireJobs.Write(json, n.notice);
            }), cancellationToken).ConfigureAwait(false);
        }

        throw new JobException("The host has stopped."); // Events end with it; the client goes on with the next.
    }

    private async Task<JobsStats> StatsAsync(CancellationToken cancellationToken)
    {
        var engine = server.Engine;
        return new JobsStats
        {
            StoreFile = engine.Session.File ?? "",
            Epoch = engine.Session.Epoch,
            Owner = server.Card.Owner,
            Counts = await engine.CountAsync(cancellationToken).ConfigureAwait(false),
            AbandonedAttempts = engine.Zombies,
            Pools = engine.Pools.ToDictionary(p => p.Key, p => new PoolUse(p.Value.Slots, p.Value.Running, p.Value.PeakRunning)),
            JobNames = [.. engine.Catalog.Descriptors.Select(d => d.Name).Order(StringComparer.Ordinal)],
        };
    }

    private static JobId Job(WireObject request) => new(request.RequiredNumber("job"));

    private static JobCommand CommandOf(WireObject request) => request.Text("command") switch
    {
        "cancel" => JobCommand.Cancel,
        "pause" => JobCommand.Pause,
        "resume" => JobCommand.Resume,
        var other => throw new JobUsageException($"This owner does not know the command '{other}': its version of Jobs is older."),
    };

    private static ReadOnlyMemory<byte> Answer<T>(long id, T value, Action<Utf8JsonWriter, T> write) => Frame.Of((id, value, write), static (json, a) =>
    {
        json.WriteNumber("id"u8, a.id);
        json.WriteStartObject("ok"u8);
        a.write(json, a.value);
        json.WriteEndObject();
    });

    private static void WriteDetails(Utf8JsonWriter json, StoredJobDetails? details)
    {
        if (details is null) return;
        json.WritePropertyName("info"u8);
        WireJobs.Write(json, details.Info);
        WireJobs.WriteRaw(json, "result", details.Result);
    }

    private void WritePage(Utf8JsonWriter json, IReadOnlyList<JobInfo> jobs)
    {
        var count = 0;
        json.WriteStartArray("jobs"u8);
        while (count < jobs.Count && json.BytesCommitted + json.BytesPending < PageBytesMax) WireJobs.Write(json, jobs[count++]);
        json.WriteEndArray();
        if (count < jobs.Count) json.WriteBoolean("more"u8, true);
    }

    private void WriteLog(Utf8JsonWriter json, IReadOnlyList<JobLogLine> lines)
    {
        // The newest, should they not all fit.
        var first = lines.Count;
        for (long bytes = 0; first > 0 && (bytes += (lines[first - 1].Text.Length * 3L) + 64) < PageBytesMax;) first--;
        json.WriteStartArray("lines"u8);
        foreach (var line in lines.Skip(first))
        {
            json.WriteStartObject();
            json.WriteNumber("at"u8, line.At.ToUnixTimeMilliseconds());
            json.WriteString("text"u8, line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
