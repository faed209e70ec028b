using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Jobs.Catalog;
using Jobs.Engine;
using Jobs.Remote;
using Jobs.Store;

namespace Jobs;

/// <summary>
/// Speaks of the jobs of a store from another process than the one that runs them: with its owner, through a socket beside
/// the store; where there is no owner, with the store itself, under the owner's lock for the length of the call. Nothing is
/// opened before the first call, and an owner that is replaced meanwhile is followed to the next. Thread-safe.
/// </summary>
/// <remarks>
/// Calls that change something carry a token, so that one whose answer was lost is made again without being done again.
/// Waits survive their owner: they go on with the next one, for as long as their cancellation token lets them.
/// </remarks>
public sealed class JobsClient : IJobClient, IAsyncDisposable
{
    private readonly OwnerLink _link;
    private readonly JobsClientBuilder _options;
    private readonly RemoteLimits _limits = RemoteLimits.Default;

    private JobsClient(OwnerLink link, JobsClientBuilder options) => (_link, _options) = (link, options);

    /// <summary>A client of the store in a SQLite file.</summary>
    /// <param name="path">The file that a host gives to <c>UseSqlite</c>. It need not exist yet; a client never makes it.</param>
    /// <param name="configure">Adds job classes whose results are to be read, and sets times. Null for the defaults.</param>
    /// <exception cref="JobUsageException">An option is out of range.</exception>
    public static JobsClient ForStore(string path, Action<JobsClientBuilder>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = new JobsClientBuilder();
        configure?.Invoke(options);
        options.Validate();
        return new JobsClient(new OwnerLink(Path.GetFullPath(path), options, RemoteLimits.Default), options);
    }

    /// <inheritdoc/>
    public async ValueTask<JobHandle<TResult>> SubmitAsync<TResult>(IJob<TResult> job, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var ids = await SubmitAsync([Prepare(job, options)], options, cancellationToken).ConfigureAwait(false);
        return new JobHandle<TResult>(this, ids[0]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JobHandle<TResult>>> SubmitManyAsync<TResult>(
        IEnumerable<IJob<TResult>> jobs, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var handles = new List<JobHandle<TResult>>();
        try
        {
            foreach (var chunk in InFrames(jobs.Select(job => Prepare(job, options))))
            {
                var ids = await SubmitAsync(chunk, options, cancellationToken).ConfigureAwait(false);
                handles.AddRange(ids.Select(id => new JobHandle<TResult>(this, id)));
            }
        }
        catch (JobException e) when (handles.Count > 0)
        {
            throw new JobException($"{handles.Count} jobs were accepted and stay; then: {e.Message}", e);
        }

        return handles;
    }

    /// <summary>
    /// Stores a job by its stored name and its input as JSON, without its class: for tools. The owner checks the input by
    /// restoring it; where there is none it is stored as it is, and checked when a host starts the job.
    /// </summary>
    /// <param name="name">The stored name.</param>
    /// <param name="input">A JSON object with the input members.</param>
    /// <param name="options">What is said about the submit, or null.</param>
    /// <param name="cancellationToken">Gives up waiting; what was sent may be stored.</param>
    /// <exception cref="JobPayloadException">The input is no JSON object, or the owner's class has another shape.</exception>
    /// <exception cref="JobUsageException">The owner has no class of that name, or an option is out of range.</exception>
    public async ValueTask<NamedSubmit> SubmitByNameAsync(string name, string input, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(input);
        if (options is not null) SubmitPreparation.Validate(name, options, _options.Limits);
        var bytes = Encoding.UTF8.GetBytes(input);
        RequireObject(name, bytes);
        var job = new OutgoingJob(name, null, null, new SubmitPayload(bytes, [], null), options?.IdempotencyToken ?? NewToken());
        var isOwnToken = options?.IdempotencyToken is not null; // Else a job that its token found was made by this very call, whose answer was lost.
        var (id, isChecked, wasThere) = await _link.CallAsync(
            WireWords.Submit, json => OutgoingJob.Write(json, [job], options),
            answer =>
            {
                var made = ReadIds(answer)[0];
                return (made, true, ReadIds(answer, "existing").Contains(made) || (isOwnToken && ReadIds(answer, "repeated").Contains(made)));
            },
            visit =>
            {
                var atom = SubmitPreparation.Compose(name, visit.VersionOf(name), job.Payload, With(options, job.Token), visit.Stamp());
                var made = visit.Submit([atom], new JobCatalog(_options), options?.Durability)[0];
                return (made, false, atom.Answer == AtomAnswer.Duplicate && (isOwnToken || !atom.IsByToken));
            },
            JobId.None, cancellationToken).ConfigureAwait(false);
        return new NamedSubmit(new JobHandle(this, id), isChecked) { WasThere = wasThere };
    }

    /// <inheritdoc/>
    public JobHandle GetHandle(JobId id) => new(this, id);

    /// <inheritdoc/>
    public JobHandle<TResult> GetHandle<TResult>(JobId id) => new(this, id);

    /// <inheritdoc/>
    public async ValueTask<JobInfo> WaitAsync(JobId id, CancellationToken cancellationToken = default) =>
        (await _link.EndAsync(id, cancellationToken).ConfigureAwait(false)).Info;

    /// <inheritdoc/>
    public async ValueTask<TResult> ResultAsync<TResult>(JobId id, CancellationToken cancellationToken = default)
    {
        var ended = await _link.EndAsync(id, cancellationToken).ConfigureAwait(false);
        if (ended.Info.Status != JobStatus.Completed) throw new JobFailedException(id, ended.Info.Name, ended.Info.Status, ended.Info.Error);
        if (_link.Descriptor(ended.Info.Name) is not { } descriptor)
        {
            throw new JobUsageException($"The result of job {id} cannot be read: this client does not know the class of '{ended.Info.Name}'. Add it: JobsClient.ForStore(path, jobs => jobs.Add…Jobs()).");
        }

        if (!typeof(TResult).IsAssignableFrom(descriptor.ResultType))
        {
            throw new JobUsageException($"The result of job {id} ('{ended.Info.Name}') is a {descriptor.ResultType}, not a {typeof(TResult)}.");
        }

        return (TResult)descriptor.ReadResult(ended.Result)!;
    }

    /// <inheritdoc/>
    public ValueTask<CommandOutcome> CancelAsync(JobId id, CancellationToken cancellationToken = default) => CommandAsync(id, JobCommand.Cancel, "cancel", cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandOutcome> PauseAsync(JobId id, CancellationToken cancellationToken = default) => CommandAsync(id, JobCommand.Pause, "pause", cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandOutcome> ResumeAsync(JobId id, CancellationToken cancellationToken = default) => CommandAsync(id, JobCommand.Resume, "resume", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<JobRetry> RetryAsync(JobId id, RetryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var token = NewToken();
        return await _link.CallAsync(
            WireWords.Retry,
            json =>
            {
                json.WriteNumber("job"u8, id.Value);
                json.WriteString("token"u8, token);
                if (options is not null) WireJobs.Write(json, options);
            },
            answer => new JobRetry((RetryOutcome)answer.RequiredNumber("outcome"), new JobId(answer.Number("job") ?? 0)),
            visit => visit.Retry(id, options, token),
            id, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<JobInfo?> FindAsync(JobId id, CancellationToken cancellationToken = default) =>
        (await _link.FindAsync(id, cancellationToken).ConfigureAwait(false))?.Info;

    /// <summary>One job with its result as the JSON that is stored, or null when it is unknown: for tools.</summary>
    public async ValueTask<JobDetails?> DetailsAsync(JobId id, CancellationToken cancellationToken = default)
    {
        var details = await _link.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return details is null ? null : new JobDetails(details.Info, details.Result is { Length: > 0 } result ? Encoding.UTF8.GetString(result) : null);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JobLogLine>> LogAsync(JobId id, CancellationToken cancellationToken = default) => await _link.AskAsync(
        WireWords.Log, json => json.WriteNumber("job"u8, id.Value),
        answer => answer.Items("lines").Select(WireObject.Parse).Select(l => new JobLogLine(l.Time("at") ?? default, l.Text("text") ?? "")).ToList(),
        look => look.Reader.LoadLog(id).Select(l => new JobLogLine(l.At, l.Text)).ToList(),
        id, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JobInfo>> QueryAsync(JobQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > 1000) throw new JobUsageException($"Limit of a query is {query.Limit}; 1 to 1000 are allowed.");
        var jobs = new List<JobInfo>();
        while (true)
        {
            // A page that does not fit a frame comes in parts.
            var (page, hasMore) = await _link.AskAsync(
                WireWords.Query, json => WireJobs.Write(json, query),
                answer => (answer.Items("jobs").Select(WireObject.Parse).Select(WireJobs.ReadInfo).ToList(), answer.Flag("more")),
                look => (query.Status == JobStatus.Running ? [] : look.Reader.Query(query).ToList(), false), // At rest nothing runs.
                JobId.None, cancellationToken).ConfigureAwait(false);
            jobs.AddRange(page);
            if (!hasMore || page.Count == 0) return jobs;
            query = query with { Before = page[^1].Id, Limit = query.Limit - page.Count };
        }
    }

    /// <summary>How the store and its owner are now.</summary>
    public async ValueTask<JobsStats> StatsAsync(CancellationToken cancellationToken = default) =>
        await _link.AskAsync(WireWords.Stats, static _ => { }, WireStats.Read, look => look.Stats(), JobId.None, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Notices of what happens to one job, or to all, from the first move of the enumeration on. Waits for an owner while
    /// there is none, and goes on with the next one when it is replaced: a <see cref="JobEventKind.Missed"/> of
    /// <see cref="JobEvent.Missed"/> 0 then says that an unknown number was left out. Following one job ends with its end, also
    /// when that came before.
    /// </summary>
    /// <param name="id">The job, or null for all.</param>
    /// <param name="capacity">How many events are kept for who reads them late, 2 to 65,536.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UnknownJobException">No such job.</exception>
    public async IAsyncEnumerable<JobEvent> FollowAsync(
        JobId? id = null, int capacity = 1024, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (capacity < 2 || capacity > _limits.EventsMax) throw new JobUsageException($"capacity is {capacity}; 2 to {_limits.EventsMax} are allowed.");
        for (var isFirst = true; ; isFirst = false)
        {
            if (!isFirst) yield return new JobEvent { Kind = JobEventKind.Missed };
            var following = await _link.FollowAsync(id, capacity, cancellationToken).ConfigureAwait(false);
            await using var ending = following.ConfigureAwait(false);
            if (id is { } one)
            {
                // After the subscription: an end in between is seen by one of the two.
                var now = await FindAsync(one, cancellationToken).ConfigureAwait(false) ?? throw new UnknownJobException(one);
                if (now.Status.IsTerminal())
                {
                    yield return new JobEvent { Kind = JobEventKind.Ended, Id = one, JobName = now.Name, Status = now.Status, Error = now.Error, Progress = now.Progress };
                    yield break;
                }
            }

            while (await following.NextAsync(cancellationToken).ConfigureAwait(false) is { } notice)
            {
                yield return notice;
                if (id is not null && notice.Kind == JobEventKind.Ended) yield break;
            }
        }
    }

    /// <summary>Closes the connection with the owner. Calls under way fail.</summary>
    public ValueTask DisposeAsync()
    {
        _link.Dispose();
        return default;
    }

    private async ValueTask<CommandOutcome> CommandAsync(JobId id, JobCommand command, string word, CancellationToken cancellationToken)
    {
        var token = NewToken();
        return await _link.CallAsync(
            WireWords.Command,
            json =>
            {
                json.WriteNumber("job"u8, id.Value);
                json.WriteString("command"u8, word);
                json.WriteString("token"u8, token);
            },
            answer => (CommandOutcome)answer.RequiredNumber("outcome"),
            visit => visit.Command(id, command, token),
            id, cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<JobId>> SubmitAsync(IReadOnlyList<OutgoingJob> jobs, SubmitOptions? options, CancellationToken cancellationToken) => _link.CallAsync(
        WireWords.Submit, json => OutgoingJob.Write(json, jobs, options), answer => ReadIds(answer),
        visit => visit.Submit([.. jobs.Select(j => SubmitPreparation.Prepare(j.Descriptor!, j.Job!, With(options, j.Token), visit.Stamp()))], new JobCatalog(_options), options?.Durability),
        JobId.None, cancellationToken);

    private OutgoingJob Prepare<TResult>(IJob<TResult> job, SubmitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(job);
        var descriptor = job.Descriptor;
        if (options is not null) SubmitPreparation.Validate(descriptor.Name, options, _options.Limits);
        _link.Learn(descriptor);
        return new OutgoingJob(descriptor.Name, descriptor, job, SubmitPayload.Of(descriptor, job, _options.Limits), options?.IdempotencyToken ?? NewToken());
    }

    private IEnumerable<List<OutgoingJob>> InFrames(IEnumerable<OutgoingJob> jobs)
    {
        var frame = new List<OutgoingJob>();
        var bytes = 0L;
        foreach (var job in jobs)
        {
            if (frame.Count == _limits.JobsPerSubmitMax || (frame.Count > 0 && bytes + job.Size > _limits.FrameBytesMax / 2))
            {
                yield return frame;
                (frame, bytes) = ([], 0);
            }

            frame.Add(job);
            bytes += job.Size;
        }

        if (frame.Count > 0) yield return frame;
    }

    private void RequireObject(string name, byte[] input)
    {
        if (input.Length > _options.Limits.InputBytesMax)
        {
            throw new JobPayloadException($"The input of job '{name}' takes {input.Length:N0} bytes, more than the {_options.Limits.InputBytesMax:N0} that are allowed. Keep large data in a file and store its path.");
        }

        try
        {
            WireObject.Parse(input);
        }
        catch (FrameException e)
        {
            throw new JobPayloadException($"The input of job '{name}' is no JSON object, such as {{\"Name\": \"value\"}}: {(e.InnerException is JsonException broken ? JsonFault.Explain(broken, input) : e.Cause)}", e);
        }
    }

    private static SubmitOptions With(SubmitOptions? options, string token)
    {
        var copy = new SubmitOptions
        {
            Priority = options?.Priority ?? JobPriority.Normal, Key = options?.Key, IdempotencyToken = token, DueAt = options?.DueAt,
            Retry = options?.Retry, Timeout = options?.Timeout, Durability = options?.Durability,
        };
        if (options is not null) foreach (var (name, value) in options.Tags) copy.Tags[name] = value;
        return copy;
    }

    private static IReadOnlyList<JobId> ReadIds(WireObject answer, string member = "jobs") => [.. answer.Items(member).Select(id => new JobId(WireObject.NumberOf(id)))];

    private static string NewToken() => Guid.NewGuid().ToString("N");
}
