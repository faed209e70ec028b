using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public void Window_IsInTheOrderOfRank_ThenOfDueTime_AndTellsWhatItLeftBehind()
    {
        var db = Open();
        var ready = new[] { 30L, -10, 20 }.Select(rank => db.NewJob(rank: rank)).ToArray();
        var due = new[] { 3, 1, 2 }.Select(h => db.NewJob(status: JobStatus.Scheduled, dueAt: db.Now.AddHours(h))).ToArray();
        db.Commit([.. ready, .. due]);

        var page = db.Window(limit: 2, scheduledLimit: 2);
        Assert.Equal([ready[1].Id, ready[2].Id, due[1].Id, due[2].Id], page.Jobs.Select(j => j.Id));
        Assert.Equal((true, true), (page.HasMoreReady, page.HasMoreScheduled));

        page = db.Window(limit: 3, scheduledLimit: 3);
        Assert.Equal(6, page.Jobs.Count);
        Assert.Equal((false, false), (page.HasMoreReady, page.HasMoreScheduled));
    }

    [Fact]
    public void Window_AmongEqualRanks_IsInTheOrderOfSubmission()
    {
        var db = Open();
        var jobs = Enumerable.Range(0, 5).Select(_ => db.NewJob(rank: 7)).ToArray();
        db.Commit([.. jobs.Reverse()]);
        Assert.Equal(jobs.Select(j => j.Id), db.Window().Jobs.Select(j => j.Id));
    }

    [Fact]
    public void Window_CarriesTheNumberOfTheLastCommitThatItContains()
    {
        var db = Open();
        Assert.Equal(0, db.Window().CommitNumber);
        db.SubmitJob();
        var last = db.Commit();
        Assert.Equal(last.Sequence, db.Window().CommitNumber);

        db = Restart(db);
        Assert.Equal(0, db.Window().CommitNumber);
    }

    [Fact]
    public void Window_LeavesPausedRowsOut_AndIncludesCancelledOnes_WhateverTheyWaitFor()
    {
        var db = Open();
        var paused = db.SubmitJob();
        var pausedLater = db.Submit(db.NewJob(status: JobStatus.Scheduled)).Job;
        var cancelled = db.Submit(db.NewJob(status: JobStatus.Scheduled, dueAt: db.Now.AddYears(1))).Job;
        var both = db.SubmitJob();
        db.Commit(
            StoreDriver.Command(paused.Id, JobCommand.Pause),
            StoreDriver.Command(pausedLater.Id, JobCommand.Pause),
            StoreDriver.Command(cancelled.Id, JobCommand.Cancel),
            StoreDriver.Command(both.Id, JobCommand.Pause),
            StoreDriver.Command(both.Id, JobCommand.Cancel));

        Assert.Equal([cancelled.Id, both.Id], db.Window().Jobs.Select(j => j.Id).Order());
    }

    [Fact]
    public void Find_KnowsActiveAndEndedJobs_AndNoOthers()
    {
        var db = Open();
        var job = db.SubmitJob();
        Assert.Equal(JobStatus.Ready, db.Reader.Find(job.Id)!.Info.Status);
        db.Commit(db.Completion(job.Id));
        Assert.Equal(JobStatus.Completed, db.Reader.Find(job.Id)!.Info.Status);
        Assert.Null(db.Reader.Find(db.NextId()));
    }

    [Fact]
    public void Query_JoinsItsConditions_NewestFirst_OverActiveAndEnded()
    {
        var db = Open();
        var a = db.Submit(db.NewJob("copy", tags: new() { ["v"] = "d" })).Job;
        var b = db.Submit(db.NewJob("copy", tags: new() { ["v"] = "e" })).Job;
        var c = db.SubmitJob("move");
        var child = db.SubmitChild(a);
        db.Commit(db.Completion(b.Id), db.Completion(c.Id, status: JobStatus.Failed, error: new JobError("E", "e")));

        Assert.Equal([child.Id, c.Id, b.Id, a.Id], Ids(new()));
        Assert.Equal([b.Id, a.Id], Ids(new() { Name = "copy" }));
        Assert.Equal([c.Id], Ids(new() { Status = JobStatus.Failed }));
        Assert.Equal([b.Id], Ids(new() { Status = JobStatus.Completed }));
        Assert.Equal([child.Id, a.Id], Ids(new() { Status = JobStatus.Ready }));
        Assert.Equal([child.Id], Ids(new() { ParentId = a.Id }));
        Assert.Equal([a.Id], Ids(new() { Tag = new("v", "d") }));
        Assert.Empty(Ids(new() { Name = "move", Status = JobStatus.Completed }));
        Assert.Equal([c.Id, b.Id], Ids(new() { Before = child.Id, Limit = 2 }));
        Assert.Empty(Ids(new() { Name = "unheard of" }));

        IEnumerable<JobId> Ids(JobQuery query) => db.Reader.Query(query).Select(i => i.Id);
    }

    [Fact]
    public void Query_OfPausedOrParked_LeavesOutThoseThatOnlyWait()
    {
        var db = Open();
        var (later, retried, parked, unknown, paused, ended) = (db.Submit(db.NewJob(status: JobStatus.Scheduled, dueAt: db.Now.AddDays(1))).Job, db.SubmitJob(), db.SubmitJob(), db.SubmitJob(), db.SubmitJob(), db.SubmitJob());
        var payload = new JobError(typeof(JobPayloadException).FullName!, "It has another shape.");
        db.Commit(StoreDriver.Command(paused.Id, JobCommand.Pause), db.Reschedule(later.Id, status: JobStatus.Scheduled));
        db.Commit(Put(retried, payload), Put(parked, payload with { IsPermanent = true }), Put(unknown, new JobError("UnknownJob", "No class.")));
        db.Commit(db.Completion(ended.Id, status: JobStatus.Failed, error: payload with { IsPermanent = true }));

        Assert.Equal([unknown.Id, parked.Id], Ids(new() { OnlyParked = true }));
        Assert.Equal([unknown.Id], Ids(new() { OnlyParked = true, Limit = 1 }));
        Assert.Equal([parked.Id], Ids(new() { OnlyParked = true, Before = unknown.Id }));
        Assert.Equal([paused.Id], Ids(new() { OnlyPaused = true }));
        Assert.Empty(Ids(new() { OnlyPaused = true, OnlyParked = true }));

        RescheduleAtom Put(StoredJob job, JobError error) => new()
        {
            Id = job.Id, Fence = 1, Status = JobStatus.Scheduled, DueAt = db.Now.AddMinutes(1), Rank = 0, FailedAttempts = 0, Error = error,
        };

        IEnumerable<JobId> Ids(JobQuery query) => db.Reader.Query(query).Select(i => i.Id);
    }

    [Fact]
    public void Counters_FollowEveryEdge()
    {
        var db = Open();
        Assert.Empty(db.Reader.Counters());
        var (a, b, c) = (db.SubmitJob(), db.SubmitJob(), db.SubmitJob());
        db.Commit(db.Completion(a.Id), db.Reschedule(b.Id, status: JobStatus.Scheduled));
        Assert.Equal(
            new Dictionary<JobStatus, long> { [JobStatus.Scheduled] = 1, [JobStatus.Ready] = 1, [JobStatus.Completed] = 1 },
            db.Reader.Counters());

        db.Commit(StoreDriver.Command(c.Id, JobCommand.Cancel), db.Reschedule(c.Id), db.Completion(b.Id, fence: 2, status: JobStatus.DeadLettered));
        Assert.Equal(
            new Dictionary<JobStatus, long> { [JobStatus.Completed] = 1, [JobStatus.Cancelled] = 1, [JobStatus.DeadLettered] = 1 },
            db.Reader.Counters());
    }
}
