using System.Threading.Channels;
using Jobs.Store;
using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.Store;

/// <summary>Every fate of a commit, step by step on a clock of the test's.</summary>
public sealed class StoreWriterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1); // Turns a hang into a failure; nothing passes by it.

    private readonly ManualClock _clock = new();
    private readonly MemoryStoreData _data = new();
    private readonly MemoryStore _store;
    private readonly StoreDriver _driver;
    private readonly StoreWriter _writer;
    private readonly List<BatchResult> _reports = [];

    public StoreWriterTests()
    {
        _store = new MemoryStore(_data);
        _driver = new StoreDriver(_store);
        _writer = new StoreWriter(_store, _clock, _reports.Add);
    }

    [Fact]
    public void Commit_IsReported_OnceTheWriterIsIdleAgain()
    {
        var wasIdle = false;
        StoreWriter? writer = null;
        writer = new StoreWriter(_store, _clock, _ => wasIdle = writer!.IsIdle);
        var batch = _driver.Batch(_driver.NewJob());

        Assert.True(writer.IsIdle);
        writer.Submit(batch);
        Assert.False(writer.IsIdle);
        Assert.True(writer.Step());
        Assert.True(wasIdle);
        Assert.Equal(AtomAnswer.Applied, batch.Atoms[0].Answer);
    }

    [Fact]
    public void Submit_WhileABatchIsInFlight_Throws()
    {
        _writer.Submit(_driver.Batch());
        Assert.Throws<InvalidOperationException>(() => _writer.Submit(_driver.Batch()));
    }

    [Fact]
    public void Busy_IsTriedAgainAfterAWait_AndReportsOnlyTheCommit()
    {
        _store.FailNextCommit(CommitFailure.Busy);
        _store.FailNextCommit(CommitFailure.Busy);
        var batch = Submit();

        Settle();
        Assert.Equal(0, _store.Commits);
        _clock.Advance(StoreWriterLimits.Default.BusyDelay);
        Settle();
        Assert.Empty(_reports);
        _clock.Advance(StoreWriterLimits.Default.BusyDelay);
        Settle();
        Assert.Equal(0, _store.Commits); // the wait has doubled
        _clock.Advance(StoreWriterLimits.Default.BusyDelay);
        Settle();
        Assert.Equal((BatchOutcome.Committed, batch), (Assert.Single(_reports).Outcome, _reports[0].Batch));
    }

    [Fact]
    public void Busy_BeyondItsBound_Breaks()
    {
        for (var i = 0; i < 1000; i++) _store.FailNextCommit(CommitFailure.Busy);
        var batch = Submit();
        var started = _clock.GetUtcNow();
        for (var i = 0; i < 1000 && _reports.Count == 0; i++)
        {
            Settle();
            _clock.Advance(StoreWriterLimits.Default.BusyDelayMax);
        }

        var report = Assert.Single(_reports);
        Assert.Equal((BatchOutcome.Broken, batch, JobStoreFault.Owned), (report.Outcome, report.Batch, report.Error!.Fault));
        Assert.InRange(_clock.GetUtcNow() - started, StoreWriterLimits.Default.BusyMax, StoreWriterLimits.Default.BusyMax + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Busy_LongAgo_IsNotCountedAgainstTheStoreToday()
    {
        _store.FailNextCommit(CommitFailure.Busy);
        Submit();
        Settle();
        _clock.Advance(StoreWriterLimits.Default.BusyDelay);
        Settle();
        Assert.Equal(BatchOutcome.Committed, Assert.Single(_reports).Outcome);

        _clock.Advance(StoreWriterLimits.Default.BusyMax * 2);
        _store.FailNextCommit(CommitFailure.Busy);
        Submit();
        Settle();
        Assert.Single(_reports); // It is tried again, and not given up.
        _clock.Advance(StoreWriterLimits.Default.BusyDelay);
        Settle();
        Assert.Equal([BatchOutcome.Committed, BatchOutcome.Committed], _reports.Select(r => r.Outcome));
    }

    [Fact]
    public void Full_IsReportedOnce_KeepsTheBatch_AndRecoversByItself()
    {
        for (var i = 0; i < 3; i++) _store.FailNextCommit(CommitFailure.Full);
        var batch = Submit();

        for (var i = 0; i < 3; i++)
        {
            Settle();
            Assert.Equal((BatchOutcome.Full, JobStoreFault.Full), (Assert.Single(_reports).Outcome, _reports[0].Error!.Fault));
            Assert.False(_writer.IsIdle);
            _clock.Advance(StoreWriterLimits.Default.FullProbe);
        }

        Settle();
        Assert.Equal([BatchOutcome.Full, BatchOutcome.Recovered, BatchOutcome.Committed], _reports.Select(r => r.Outcome));
        Assert.All(_reports, r => Assert.Same(batch, r.Batch));
        Assert.True(_writer.IsIdle);
    }

    [Fact]
    public void Full_AfterARecovery_IsReportedAgain()
    {
        _store.FailNextCommit(CommitFailure.Full);
        Submit();
        Settle();
        _clock.Advance(StoreWriterLimits.Default.FullProbe);
        Settle();
        _store.FailNextCommit(CommitFailure.Full);
        Submit();
        Settle();
        Assert.Equal(2, _reports.Count(r => r.Outcome == BatchOutcome.Full));
    }

    [Fact]
    public void Full_WithAReserve_CommitsAtOnce_AndCountsAsFullUntilTheReserveIsBack()
    {
        (_store.HasReserve, _store.HasRoom) = (true, false);
        _store.FailNextCommit(CommitFailure.Full);
        Submit();
        Settle();
        Assert.Equal([BatchOutcome.Full, BatchOutcome.Committed], _reports.Select(r => r.Outcome));
        Assert.False(_store.HasReserve);

        // What runs goes on to be recorded; new work is kept out.
        _clock.Advance(StoreWriterLimits.Default.FullProbe);
        Submit();
        Settle();
        Assert.Equal(BatchOutcome.Committed, Assert.Single(_reports.Skip(2)).Outcome);

        // Nothing need come for the room to be noticed.
        _store.HasRoom = true;
        _clock.Advance(StoreWriterLimits.Default.FullProbe);
        Settle();
        Assert.Equal(BatchOutcome.Recovered, Assert.Single(_reports.Skip(3)).Outcome);
    }

    [Fact]
    public void Full_BeyondItsReserve_KeepsTheBatch()
    {
        (_store.HasReserve, _store.HasRoom) = (true, false);
        for (var i = 0; i < 3; i++) _store.FailNextCommit(CommitFailure.Full);
        Submit();
        Settle();
        Assert.Equal([BatchOutcome.Full], _reports.Select(r => r.Outcome));
        _clock.Advance(StoreWriterLimits.Default.FullProbe);
        Settle();
        _clock.Advance(StoreWriterLimits.Default.FullProbe);
        Settle();
        Assert.Equal([BatchOutcome.Full, BatchOutcome.Committed], _reports.Select(r => r.Outcome));
    }

    [Fact]
    public void Stop_OnAFullVolume_SpendsTheReserve_AndIsClean()
    {
        (_store.HasReserve, _store.HasRoom) = (true, false);
        _store.FailNextCommit(CommitFailure.Full);
        Submit();
        Assert.True(_writer.Stop());
        Assert.Equal([BatchOutcome.Committed], _reports.Select(r => r.Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Unknown_AsksBeforeItSendsAgain_SoThatTheBatchAppliesOnce(bool wasCommitted)
    {
        _store.FailNextCommit(CommitFailure.Unknown, afterApplying: wasCommitted);
        var batch = Submit();
        Settle();
        Assert.Empty(_reports);
        _clock.Advance(StoreWriterLimits.Default.BusyDelay);
        Settle();

        Assert.Equal((BatchOutcome.Committed, batch), (Assert.Single(_reports).Outcome, _reports[0].Batch));
        Assert.Equal(1, _store.Commits);
        Assert.Equal(AtomAnswer.Applied, batch.Atoms[0].Answer);
        Assert.Single(_data.Active);
    }

    [Theory]
    [InlineData(CommitFailure.Broken, JobStoreFault.Io)]
    [InlineData(CommitFailure.OwnerLost, JobStoreFault.Owned)]
    public void FinalFailure_StopsTheWriterForEver(object failure, JobStoreFault fault)
    {
        _store.FailNextCommit((CommitFailure)failure);
        Submit();
        Settle();
        var report = Assert.Single(_reports);
        Assert.Equal((BatchOutcome.Broken, fault), (report.Outcome, report.Error!.Fault));
        Assert.False(_writer.IsIdle);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(_writer.Step());
        Assert.False(_writer.Stop());
        Assert.False(_data.IsClean);
    }

    [Fact]
    public void UnforeseenFailure_Breaks()
    {
        _store.Committing = _ => throw new InvalidTimeZoneException("odd");
        Submit();
        Settle();
        Assert.Contains("odd", Assert.Single(_reports).Error!.Message);
    }

    [Fact]
    public void LossOfOwnership_IsFoundWithinTheInterval_ThoughNothingIsWritten()
    {
        Settle();
        using var successor = new StoreDriver(new MemoryStore(_data));
        Settle();
        Assert.Empty(_reports);
        _clock.Advance(StoreWriterLimits.Default.VerifyInterval);
        Settle();
        Assert.Equal((BatchOutcome.Broken, JobStoreFault.Owned), (Assert.Single(_reports).Outcome, _reports[0].Error!.Fault));
    }

    [Fact]
    public void Maintenance_WaitsForQuiet_AndIsThenDoneInFull()
    {
        using var store = new MemoryStore(_data, new StoreLimits { HistoryMaxCount = 0, MaintainChunk = 1 });
        var driver = new StoreDriver(store);
        var writer = new StoreWriter(store, _clock, _reports.Add);
        var jobs = Enumerable.Range(0, 3).Select(_ => driver.NewJob()).ToList();
        writer.Submit(driver.Batch([.. jobs, .. jobs.Select(j => driver.Completion(j.Id))]));
        Assert.True(writer.Step());
        Assert.False(writer.Step());
        Assert.Equal(3, _data.History.Count);

        _clock.Advance(StoreWriterLimits.Default.QuietTime);
        while (writer.Step())
        {
        }

        Assert.Empty(_data.History);
    }

    [Fact]
    public void Maintenance_ThatCommitsLeaveNoQuietFor_IsDoneBetweenThem()
    {
        using var store = new MemoryStore(_data, new StoreLimits { HistoryMaxCount = 0, MaintainChunk = 1 });
        var driver = new StoreDriver(store);
        var writer = new StoreWriter(store, _clock, _reports.Add);
        for (var i = 0; i < 10; i++) Commit();
        Assert.Equal(10, _data.History.Count);

        _clock.Advance(StoreWriterLimits.Default.MaintainInterval);
        var (upkeep, before) = (0, _data.History.Count);
        for (var i = 0; i < 30; i++)
        {
            Commit();
            upkeep += _data.History.Count <= before ? 1 : 0;
            before = _data.History.Count;
            _clock.Advance(StoreWriterLimits.Default.UpkeepPause);
        }

        Assert.Equal(30, upkeep); // One of the old ones went beside each that came.

        // A batch never waits for more than one piece of it.
        void Commit()
        {
            var job = driver.NewJob();
            writer.Submit(driver.Batch(job, driver.Completion(job.Id)));
            Assert.True(writer.Step());
            if (!writer.IsIdle) Assert.True(writer.Step());
            Assert.True(writer.IsIdle);
        }
    }

    [Fact]
    public void Warning_IsToldOnce_AfterACommitAndAfterUpkeep()
    {
        _store.Warning = "Mind the gap.";
        Submit();
        Settle();
        Assert.Equal([BatchOutcome.Committed, BatchOutcome.Warned], _reports.Select(r => r.Outcome));
        Assert.Equal("Mind the gap.", _reports[1].Warning);

        _store.Warning = "And again.";
        _clock.Advance(StoreWriterLimits.Default.QuietTime);
        Settle();
        Assert.Equal("And again.", Assert.Single(_reports.Skip(2)).Warning);
    }

    [Fact]
    public void Stop_CommitsWhatIsInFlight_AndClosesTheStore()
    {
        var batch = Submit();
        Assert.True(_writer.Stop());
        Assert.Equal((BatchOutcome.Committed, batch), (Assert.Single(_reports).Outcome, _reports[0].Batch));
        Assert.True(_data.IsClean);
        Assert.False(_writer.IsIdle);
    }

    [Fact]
    public void Stop_WhileTheStoreIsFull_TriesOnceMore_AndLeavesItUnclean()
    {
        _store.FailNextCommit(CommitFailure.Full);
        _store.FailNextCommit(CommitFailure.Full);
        Submit();
        Settle();
        Assert.False(_writer.Stop());
        Assert.Equal([BatchOutcome.Full, BatchOutcome.Broken], _reports.Select(r => r.Outcome));
        Assert.False(_data.IsClean);
    }

    [Fact]
    public void Stop_WhileTheStoreWasFull_CommitsIfThereIsRoomNow()
    {
        _store.FailNextCommit(CommitFailure.Full);
        Submit();
        Settle();
        Assert.True(_writer.Stop());
        Assert.Equal([BatchOutcome.Full, BatchOutcome.Recovered, BatchOutcome.Committed], _reports.Select(r => r.Outcome));
    }

    [Fact]
    public async Task Thread_CommitsWhatIsSubmitted_AndEndsWithStop()
    {
        var committed = new TaskCompletionSource<WriteBatch?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var writer = new StoreWriter(_store, TimeProvider.System, r => committed.TrySetResult(r.Batch));
        writer.Start();
        var batch = _driver.Batch(_driver.NewJob());
        writer.Submit(batch);
        Assert.Same(batch, await committed.Task);
        Assert.True(writer.Stop());
        Assert.True(_data.IsClean);
    }

    [Fact]
    public async Task Thread_WaitsUntilARetryIsDue_AndTriesThen()
    {
        var wait = new HandWait();
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var writer = new StoreWriter(
            _store,
            _clock,
            r =>
            {
                if (r.Outcome == BatchOutcome.Committed) committed.SetResult();
            },
            wait: wait);
        _store.FailNextCommit(CommitFailure.Full);
        writer.Submit(_driver.Batch());
        writer.Start();

        // The signal of the submit stayed, and ends the first wait.
        Assert.Equal(StoreWriterLimits.Default.FullProbe, await wait.NextAsync());
        Assert.Equal(StoreWriterLimits.Default.FullProbe, await wait.NextAsync());
        _clock.Advance(StoreWriterLimits.Default.FullProbe);
        wait.End();
        await committed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Thread_WhoseWaitEndsEarly_WaitsForTheRest()
    {
        var wait = new HandWait();
        using var writer = new StoreWriter(_store, _clock, _ => { }, wait: wait);
        writer.Start();
        var quiet = StoreWriterLimits.Default.QuietTime;
        Assert.Equal(quiet, await wait.NextAsync());
        _clock.Advance(quiet / 4);
        wait.End();
        Assert.Equal(quiet * 3 / 4, await wait.NextAsync());
        _clock.Advance(quiet * 3 / 4);
        wait.End();
        Assert.Equal(StoreWriterLimits.Default.VerifyInterval - quiet, await wait.NextAsync()); // the upkeep was done
    }

    [Fact]
    public void Thread_SetsNoTimer_WhichWouldNeedAThreadOfTheSharedPool()
    {
        var committed = new ManualResetEventSlim();
        using var writer = new StoreWriter(_store, new ClockWithoutTimers(), _ => committed.Set());
        _store.FailNextCommit(CommitFailure.Busy);
        writer.Start();
        writer.Submit(_driver.Batch());
        Assert.True(committed.Wait(Patience));
    }

    public void Dispose()
    {
        _writer.Dispose();
        _driver.Dispose();
    }

    private WriteBatch Submit()
    {
        var batch = _driver.Batch(_driver.NewJob());
        _writer.Submit(batch);
        return batch;
    }

    private void Settle()
    {
        while (_writer.Step())
        {
        }
    }

    /// <summary>A wait that a test ends.</summary>
    private sealed class HandWait : ILoopWait
    {
        private readonly object _gate = new();
        private bool _hasEnded; // Under the gate. It stays until a wait takes it.
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public void Signal()
        {
            lock (_gate)
            {
                _hasEnded = true;
                Monitor.Pulse(_gate);
            }
        }

        public void Wait(TimeSpan timeout)
        {
            _waits.Writer.TryWrite(timeout);
            lock (_gate)
            {
                while (!_hasEnded) Monitor.Wait(_gate);
                _hasEnded = false;
            }
        }

        public void End() => Signal();

        /// <summary>For how long the thread wants to wait now.</summary>
        public async Task<TimeSpan> NextAsync() => await _waits.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }

    private sealed class ClockWithoutTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            throw new InvalidOperationException("A timer was set.");
    }
}
