using Jobs.Store;

namespace Jobs.Engine;

/// <summary>What clients do. Every wait is asynchronous and may be cancelled; a cancelled wait takes nothing back.</summary>
internal sealed partial class JobEngine : IJobClient
{
    private const int ChunkMax = 1024;
    private const int ChunksUnderWayMax = 8;

    // Bounds what one process can have on its way in; who finds it full waits his turn without a thread.
    private readonly SemaphoreSlim _intake = new(8192);

    public async ValueTask<JobHandle<TResult>> SubmitAsync<TResult>(
        IJob<TResult> job, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var atom = SubmitPreparation.Prepare(this, job, options);
        await SendAsync([atom], options, cancellationToken).ConfigureAwait(false);
        return new JobHandle<TResult>(this, SubmitPreparation.IdOf(atom, Catalog));
    }

    public async ValueTask<IReadOnlyList<JobHandle<TResult>>> SubmitManyAsync<TResult>(
        IEnumerable<IJob<TResult>> jobs, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var handles = new List<JobHandle<TResult>>();
        var underWay = new Queue<(SubmitAtom[] Chunk, Task<SubmitAtom[]> Answer)>();
        foreach (var chunk in jobs.Chunk(ChunkMax))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var atoms = Array.ConvertAll(chunk, job => SubmitPreparation.Prepare(this, job, options));
            underWay.Enqueue((atoms, SendAsync(atoms, options, cancellationToken)));
            if (underWay.Count >= ChunksUnderWayMax) await TakeFirstAsync().ConfigureAwait(false);
        }

        while (underWay.Count > 0) await TakeFirstAsync().ConfigureAwait(false);
        return handles;

        async Task TakeFirstAsync()
        {
            try
            {
                foreach (var atom in await underWay.Dequeue().Answer.ConfigureAwait(false)) handles.Add(new JobHandle<TResult>(this, SubmitPreparation.IdOf(atom, Catalog)));
            }
            catch (JobException e)
            {
                // Those behind it are answered before the error is told, so that its count is the truth.
                var accepted = handles.Count;
                foreach (var (_, answer) in underWay)
                {
                    await Task.WhenAny(answer).ConfigureAwait(false);
                    if (answer.IsCompletedSuccessfully) accepted += answer.Result.Count(a => a.Answer is AtomAnswer.Applied or AtomAnswer.Duplicate);
                }

                throw new JobException($"{accepted} jobs were accepted and stay; then: {e.Message}", e);
            }
        }
    }

    public JobHandle GetHandle(JobId id) => new(this, id);

    public JobHandle<TResult> GetHandle<TResult>(JobId id) => new(this, id);

    public async ValueTask<JobInfo> WaitAsync(JobId id, CancellationToken cancellationToken = default)
    {
        var ended = await EndOfAsync(id, cancellationToken).ConfigureAwait(false);

        // The store knows its key, tags and last progress as well; what ended can only be missing there if it was pruned.
        var details = await ReadAsync(r => r.Find(id)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return details?.Info ?? ended.ToInfo();
    }

    public async ValueTask<TResult> ResultAsync<TResult>(JobId id, CancellationToken cancellationToken = default)
    {
        var ended = await EndOfAsync(id, cancellationToken).ConfigureAwait(false);
        if (ended.Status != JobStatus.Completed) throw new JobFailedException(id, ended.Name, ended.Status, ended.Error);
        var descriptor = Catalog.Find(ended.Name)
            ?? throw new JobUsageException($"The result of job {id} cannot be read: its class '{ended.Name}' is not registered with this host.");
        if (!typeof(TResult).IsAssignableFrom(descriptor.ResultType))
        {
            throw new JobUsageException($"The result of job {id} ('{ended.Name}') is a {descriptor.ResultType}, not a {typeof(TResult)}.");
        }

        return (TResult)descriptor.ReadResult(ended.Result)!;
    }

    public ValueTask<CommandOutcome> CancelAsync(JobId id, CancellationToken cancellationToken = default) => CommandAsync(id, JobCommand.Cancel, null, cancellationToken);

    public ValueTask<CommandOutcome> PauseAsync(JobId id, CancellationToken cancellationToken = default) => CommandAsync(id, JobCommand.Pause, null, cancellationToken);

    public ValueTask<CommandOutcome> ResumeAsync(JobId id, CancellationToken cancellationToken = default) => CommandAsync(id, JobCommand.Resume, null, cancellationToken);

    public ValueTask<JobRetry> RetryAsync(JobId id, RetryOptions? options = null, CancellationToken cancellationToken = default) => RetryAsync(id, options, null, cancellationToken);

    public async ValueTask<JobInfo?> FindAsync(JobId id, CancellationToken cancellationToken = default)
    {
        var details = await ReadAsync(r => r.Find(id)).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (details is null) return null;
        var infos = await OverlayAsync([details.Info], cancellationToken).ConfigureAwait(false);
        return infos[0];
    }

    public async ValueTask<IReadOnlyList<JobLogLine>> LogAsync(JobId id, CancellationToken cancellationToken = default)
    {
        var lines = await ReadAsync(r => r.LoadLog(id)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. lines.Select(l => new JobLogLine(l.At, l.Text))];
    }

    public async ValueTask<IReadOnlyList<JobInfo>> QueryAsync(JobQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > 1000) throw new JobUsageException($"Limit of a query is {query.Limit}; 1 to 1000 are allowed.");
        if (query.Status is JobStatus.Running or JobStatus.Suspended) return await RunningAsync(query, cancellationToken).ConfigureAwait(false);
        var stored = await ReadAsync(r => r.Query(query)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await OverlayAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The store does not know what runs: the loop does, and the store tells the rest.</summary>
    private async Task<IReadOnlyList<JobInfo>> RunningAsync(JobQuery query, CancellationToken cancellationToken)
    {
        var listed = NewAnswer<IReadOnlyList<JobId>>();
        Post(_queries, new ListRunning(listed), listed);
        var ids = await listed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var infos = new List<JobInfo>();
        foreach (var id in ids)
        {
            if (infos.Count == query.Limit) break;
            if (!query.Before.IsNone && id >= query.Before) continue;
            if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } info && info.Status == query.Status && Matches(info, query)) infos.Add(info);
        }

        return infos;
    }

    private static bool Matches(JobInfo info, JobQuery query) =>
        (query.Name is null || query.Name == info.Name)
        && (!query.OnlyPaused || info.IsPaused)
        && !query.OnlyParked // What runs is not.
        && (query.ParentId.IsNone || query.ParentId == info.ParentId)
        && (query.Tag is not { } tag || (info.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value));

    /// <summary>Sends submits that were prepared, and waits until each is answered.</summary>
    public async Task<SubmitAtom[]> SendAsync(SubmitAtom[] atoms, SubmitOptions? options, CancellationToken cancellationToken)
    {
        await _intake.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answered = NewAnswer<SubmitAtom[]>();
            Post(_submits, new SubmitJobs(atoms, options?.Durability ?? _options.Durability, answered), answered);
            return await answered.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _intake.Release();
        }
    }

    private ValueTask<EndedJob> EndOfAsync(JobId id, CancellationToken cancellationToken) =>
        _state.Recent.TryGet(id, out var ended) ? new ValueTask<EndedJob>(ended) : new ValueTask<EndedJob>(WaitForEndAsync(id, cancellationToken));

    private async Task<EndedJob> WaitForEndAsync(JobId id, CancellationToken cancellationToken)
    {
        var waiter = NewAnswer<EndedJob>();
        Post(_control, new AwaitJob(id, waiter), waiter);
        if (!cancellationToken.CanBeCanceled) return await waiter.Task.ConfigureAwait(false);
        await using var cancelling = cancellationToken.UnsafeRegister(static (w, t) => ((Answer<EndedJob>)w!).Cancel(t), waiter).ConfigureAwait(false);
        return await waiter.Task.ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<JobInfo>> OverlayAsync(IReadOnlyList<JobInfo> stored, CancellationToken cancellationToken)
    {
        var answer = NewAnswer<IReadOnlyList<JobInfo>>();
        Post(_queries, new OverlayInfos(stored, answer), answer);
        return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<T> ReadAsync<T>(Func<IStoreReader, T> query)
    {
        var answer = NewAnswer<T>();
        _reads.Read(query, (found, error) =>
        {
            if (error is null) answer.Give(found!);
            else answer.Refuse(error);
        });
        return answer.Task;
    }
}
