namespace Jobs.Store;

/// <summary>Reads <see cref="MemoryStoreData"/>; each call is one snapshot.</summary>
internal sealed class MemoryReader(MemoryStoreData data) : IStoreReader
{
    /// <inheritdoc/>
    public WindowPage LoadWindow(WindowRequest request)
    {
        lock (data.Gate)
        {
            var rows = data.Active.Values.Select(j => j.Row)
                .Where(r => data.Unfinished.IsEmpty || !data.Unfinished.KeepBack(r.Id, r.RootId, r.IsPaused, r.IsCancelRequested)).ToList();
            var ready = rows
                .Where(r => r.IsCancelRequested || (r.Status == JobStatus.Ready && !r.IsPaused))
                .OrderBy(r => r.Rank).ThenBy(r => r.Id)
                .Take(request.Limit + 1).ToList();
            var scheduled = rows
                .Where(r => !r.IsCancelRequested && !r.IsPaused && r.Status is JobStatus.Scheduled or JobStatus.Sleeping)
                .OrderBy(r => r.DueAt).ThenBy(r => r.Id)
                .Take(request.ScheduledLimit + 1).ToList();
            return new WindowPage(
                [.. ready.Take(request.Limit).Select(data.Unfinished.Over), .. scheduled.Take(request.ScheduledLimit).Select(data.Unfinished.Over)],
                data.LastSequence,
                ready.Count > request.Limit,
                scheduled.Count > request.ScheduledLimit);
        }
    }

    /// <summary>None: nobody but the store writes its rows.</summary>
    public StrayPage LoadStrays(JobId after) => new([], Last: null);

    /// <inheritdoc/>
    public IReadOnlyList<StoredJob> LoadJobs(IReadOnlyList<JobId> ids)
    {
        lock (data.Gate)
        {
            return [.. ids.Where(id => data.Active.ContainsKey(id.Value)).Select(id => data.Seen(data.Active[id.Value]))];
        }
    }

    /// <inheritdoc/>
    public StoredPayload? LoadPayload(JobId id)
    {
        lock (data.Gate)
        {
            return data.Active.TryGetValue(id.Value, out var job)
                ? new StoredPayload(job.Input!, job.State, job.StateVersion, [.. job.Journal], job.LastJournalSequence) { OriginId = job.OriginId }
                : null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredTaskKey> LoadTaskKeys(JobId id, TaskIdentity? after, int limit)
    {
        lock (data.Gate)
        {
            return data.Find(id) is { } job
                ? [.. job.Results.Select(r => new StoredTaskKey(r.Key, r.Value.Identity, r.Value.IsFaulted, r.Value.IsCovered))
                    .OrderBy(k => (k.Identity.High, k.Identity.Low))
                    .Where(k => after is not { } last || (k.Identity.High, k.Identity.Low).CompareTo((last.High, last.Low)) > 0)
                    .Take(limit)]
                : [];
        }
    }

    /// <inheritdoc/>
    public StoredTaskResult? LoadTaskResult(long resultId)
    {
        lock (data.Gate)
        {
            if (!data.ResultOwners.TryGetValue(resultId, out var owner)) return null;
            var result = data.Find(owner)!.Results[resultId];
            return new StoredTaskResult(result.Arguments, result.IsFaulted, result.Body);
        }
    }

    /// <inheritdoc/>
    public StoredJobDetails? Find(JobId id)
    {
        lock (data.Gate)
        {
            if (data.Active.TryGetValue(id.Value, out var job)) return new StoredJobDetails(Describe(job), Result: null) { Retry = job.Row.Retry, Timeout = job.Row.Timeout };
            return data.History.TryGetValue(id.Value, out var ended)
                ? new StoredJobDetails(Describe(ended), ended.Result) { Retry = ended.Job.Row.Retry, Timeout = ended.Job.Row.Timeout }
                : null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<JobInfo> Query(JobQuery query)
    {
        lock (data.Gate)
        {
            return
            [
                .. data.Active.Values.Select(Describe).Concat(data.History.Values.Select(Describe))
                    .Where(i => Matches(i, query)).OrderByDescending(i => i.Id).Take(query.Limit),
            ];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<JobStatus, long> Counters()
    {
        lock (data.Gate) return new Dictionary<JobStatus, long>(data.Counters);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredLogLine> LoadLog(JobId id)
    {
        lock (data.Gate)
        {
            if (data.Active.TryGetValue(id.Value, out var job)) return [.. job.Log];
            return data.History.TryGetValue(id.Value, out var ended) ? [.. ended.Job.Log] : [];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static bool Matches(JobInfo info, JobQuery query) =>
        (query.Name is null || query.Name == info.Name)
        && (query.Status is null || query.Status == info.Status)
        && (!query.OnlyPaused || info.IsPaused)
        && (!query.OnlyParked || info.IsParked)
        && (query.ParentId.IsNone || query.ParentId == info.ParentId)
        && (query.Tag is not { } tag || (info.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value))
        && (query.Before.IsNone || info.Id < query.Before);

    private JobInfo Describe(MemoryJob job) => new()
    {
        Id = job.Row.Id,
        Name = job.Row.Name,
        Version = job.Row.Version,
        Status = job.Row.Status,
        IsPaused = data.Seen(job).IsPaused,
        IsCancelRequested = data.Seen(job).IsCancelRequested,
        Priority = job.Row.Priority,
        FailedAttempts = job.Row.FailedAttempts,
        Crashes = job.Row.Crashes,
        SubmittedAt = job.Row.SubmittedAt,
        DueAt = job.Row.DueAt,
        Error = job.Error,
        Progress = job.Progress,
        ParentId = job.Row.ParentId,
        RootId = job.Row.RootId,
        Key = job.Key,
        Tags = job.Tags,
        RetryOf = job.RetryOf,
        RetriedAs = job.RetriedAs,
    };

    private JobInfo Describe(MemoryHistory ended) => Describe(ended.Job) with
    {
        Status = ended.Status,
        FailedAttempts = ended.FailedAttempts,
        FinishedAt = ended.FinishedAt,
        Error = ended.Error,
        IsPaused = false,
        IsCancelRequested = false,
    };
}
