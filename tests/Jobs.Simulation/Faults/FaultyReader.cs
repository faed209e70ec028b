using Jobs.Simulation.Worlds;
using Jobs.Store;

namespace Jobs.Simulation.Faults;

/// <summary>
/// A reader that fails when the seed says so, and whose pages are held against the model. A failed read of what an attempt needs
/// spends that attempt, and so does one of the child that it waits for: the world is told whose.
/// </summary>
internal sealed class FaultyReader(IStoreReader inner, World world) : IStoreReader
{
    public WindowPage LoadWindow(WindowRequest request)
    {
        Fail();
        var page = inner.LoadWindow(request);
        world.Require(
            page.Jobs.Count <= request.Limit + request.ScheduledLimit,
            $"a page of the window has {page.Jobs.Count} rows; {request.Limit} ready and {request.ScheduledLimit} scheduled ones were asked for");
        foreach (var row in page.Jobs)
        {
            world.Model.RequireFlags("the window", row.Id, row.IsPaused, row.IsCancelRequested);
            var job = world.Model.Find(row.Id);
            world.Require(job is { HasEnded: false } && (!job.IsPaused || job.IsCancelRequested) && job.Fence == row.Fence && job.Crashes == row.Crashes, $"the window shows {row}, which is not what is stored");
        }

        return page;
    }

    public StrayPage LoadStrays(JobId after)
    {
        Fail();
        var page = inner.LoadStrays(after);
        world.Require(page.Jobs.Count == 0, $"the rows of {string.Join(", ", page.Jobs)} are in no window");
        return page;
    }

    public IReadOnlyList<StoredJob> LoadJobs(IReadOnlyList<JobId> ids)
    {
        Fail([.. ids.Select(ParentOf)]);
        var rows = inner.LoadJobs(ids);
        foreach (var row in rows) world.Model.RequireFlags("a read", row.Id, row.IsPaused, row.IsCancelRequested);
        return rows;
    }

    public StoredPayload? LoadPayload(JobId id)
    {
        Fail(id);
        return inner.LoadPayload(id);
    }

    public IReadOnlyList<StoredTaskKey> LoadTaskKeys(JobId id, TaskIdentity? after, int limit)
    {
        Fail(id);
        var keys = inner.LoadTaskKeys(id, after, limit);
        if (world.Model.Find(id) is { HasEnded: false } job)
        {
            world.Require(
                keys.Count == job.Results.Count && keys.All(k => job.Results.TryGetValue(k.Identity, out var known) && known.IsCovered == k.IsCovered && known.IsFaulted == k.IsFaulted),
                $"job {id} finds {keys.Count} stored results; the model has {job.Results.Count}");
        }

        return keys;
    }

    public StoredTaskResult? LoadTaskResult(long resultId)
    {
        Fail(world.Model.OwnerOf(resultId));
        return inner.LoadTaskResult(resultId);
    }

    public StoredJobDetails? Find(JobId id)
    {
        Fail(ParentOf(id));
        var found = inner.Find(id);
        if (found is { Info: { FinishedAt: null } info }) world.Model.RequireFlags("a look", id, info.IsPaused, info.IsCancelRequested);
        return found;
    }

    public IReadOnlyList<JobInfo> Query(JobQuery query)
    {
        Fail();
        return inner.Query(query);
    }

    public IReadOnlyDictionary<JobStatus, long> Counters() => inner.Counters();

    public IReadOnlyList<StoredLogLine> LoadLog(JobId id) => inner.LoadLog(id);

    public void Dispose() => inner.Dispose();

    private JobId ParentOf(JobId id) => world.Model.Find(id)?.ParentId ?? JobId.None;

    private void Fail(params JobId[] owners)
    {
        if (world.NextReadFails(owners)) throw new JobStoreException(JobStoreFault.Io, "Simulated: the read failed.");
    }
}
