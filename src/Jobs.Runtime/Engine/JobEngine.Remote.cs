using Jobs.Store;

namespace Jobs.Engine;

/// <summary>What other processes ask for, through the socket: as clients here do, but in stored bytes and with tokens.</summary>
internal sealed partial class JobEngine
{
    // Completed by the writer, awaited by whoever wants to know.
    private readonly TaskCompletionSource<JobStoreException> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What opening the store told.</summary>
    public StoreSession Session => _state.Session;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _executors.Time;

    /// <summary>Called once, when everything has stopped and before the store is let go of.</summary>
    public Action? Closing { get; set; }

    /// <summary>Called on the writer's thread when the store is of no use any more.</summary>
    public Action? StoreLost { get; set; }

    /// <summary>Completes when the store is of no use any more, with the reason.</summary>
    public Task<JobStoreException> Lost => _lost.Task;

    /// <summary>An id, the time and the bounds, for a submit.</summary>
    public SubmitStamp Stamp() => new(new JobId(NextId()), UtcNow, _options.Limits);

    /// <summary>A command; with a token that was seen before it does nothing, and answers as it did then.</summary>
    public async ValueTask<CommandOutcome> CommandAsync(JobId id, JobCommand command, string? token, CancellationToken cancellationToken)
    {
        var answer = NewAnswer<CommandOutcome>();
        Post(_control, new IssueCommand(id, command, token, answer), answer);
        return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A retry; with the token of one that was done it tells again what that came to.</summary>
    public async ValueTask<JobRetry> RetryAsync(JobId id, RetryOptions? options, string? token, CancellationToken cancellationToken)
    {
        var ended = await ReadAsync(r => r.Find(id)).WaitAsync(cancellationToken).ConfigureAwait(false);
        var (atom, answer) = RetryPreparation.Prepare(id, ended, options, token, Stamp());
        if (atom is null) return answer!;
        var answered = NewAnswer<RetryAtom>();
        Post(_submits, new RetryJob(atom, options?.Durability ?? _options.Durability, answered), answered);
        return RetryPreparation.AnswerOf(await answered.Task.WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Waits for a job's end, and reads it with its result.</summary>
    /// <exception cref="UnknownJobException">No such job.</exception>
    public async Task<StoredJobDetails> EndAsync(JobId id, CancellationToken cancellationToken)
    {
        var ended = await EndOfAsync(id, cancellationToken).ConfigureAwait(false);
        var details = await ReadAsync(r => r.Find(id)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new StoredJobDetails(details?.Info ?? ended.ToInfo(), details?.Result ?? ended.Result);
    }

    /// <summary>One job with its result, as the loop sees it now.</summary>
    public async Task<StoredJobDetails?> DetailsAsync(JobId id, CancellationToken cancellationToken)
    {
        var details = await ReadAsync(r => r.Find(id)).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (details is null) return null;
        var infos = await OverlayAsync([details.Info], cancellationToken).ConfigureAwait(false);
        return details with { Info = infos[0] };
    }

    /// <summary>Jobs by status, what runs included.</summary>
    public async Task<IReadOnlyDictionary<JobStatus, long>> CountAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(r => r.Counters()).WaitAsync(cancellationToken).ConfigureAwait(false);
        var counted = NewAnswer<IReadOnlyDictionary<(JobStatus Stored, JobStatus Now), int>>();
        Post(_queries, new CountRunning(counted), counted);
        var counts = stored.ToDictionary(c => c.Key, c => c.Value);
        foreach (var ((from, to), count) in await counted.Task.WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            // Two looks, a moment apart: what ended in between must not show as a negative number.
            counts[from] = Math.Max(0, counts.GetValueOrDefault(from) - count);
            counts[to] = counts.GetValueOrDefault(to) + count;
        }

        return counts.Where(c => c.Value > 0).ToDictionary(c => c.Key, c => c.Value);
    }
}
