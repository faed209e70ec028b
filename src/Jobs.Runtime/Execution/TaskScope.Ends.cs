namespace Jobs.Execution;

/// <summary>How tasks start, end and are given up.</summary>
internal sealed partial class TaskScope
{
    /// <summary>The last gate, asked with the slot taken: after a pause's acknowledgement nothing passes it.</summary>
    public bool TryStart(TaskWork work)
    {
        lock (Gate)
        {
            if (work.State == TaskWorkState.Queued && !_isGateClosed && !_isClosed)
            {
                work.State = TaskWorkState.Running;
                work.RunsUnderWay++;
                return true;
            }

            // It gave its slot away, and has one again; or it has stopped waiting for one.
            if (work.State == TaskWorkState.Running) return work.TryReturn_NeedsGate();
            ForgetUnstarted_NeedsGate(work);
            return false;
        }
    }

    /// <summary>The attempt is suspended, or goes on: tasks that have not started are held, or let go. What runs goes on.</summary>
    public void Hold(bool isHeld)
    {
        WorkerPool.SlotSource[] sources;
        lock (Gate)
        {
            _isHeld = isHeld;
            sources = [.. _sources.Values];
        }

        foreach (var source in sources) source.Hold(isHeld);
        if (!isHeld) Pump();
    }

    /// <summary>Claims a task's end for the caller: false when it was given up before.</summary>
    public bool TryEnd(TaskWork work)
    {
        lock (Gate)
        {
            if (work.State == TaskWorkState.Ended) return false;
            work.State = TaskWorkState.Ended;
            return true;
        }
    }

    /// <summary>An ended task needs its credit no more: its outcome is durable, or will never be. Called last of all for it.</summary>
    public void Settle(TaskWork work)
    {
        TaskCompletionSource? drained = null;
        lock (Gate)
        {
            if (!_underWay.Remove(work)) return;
            _credits++;
            if (_underWay.Count == 0) drained = _drained;
        }

        if (drained is not null) drained.TrySetResult();
        else Pump();
    }

    /// <summary>A failed task is tried again after a delay, without a slot meanwhile.</summary>
    public void RetryLater(TaskWork work, TimeSpan delay)
    {
        lock (Gate)
        {
            if (work.State == TaskWorkState.Ended) return; // Given up meanwhile: its dispatcher was told that it failed.
            if (_isClosed || _isGateClosed)
            {
                ForgetUnstarted_NeedsGate(work);
                return;
            }

            work.State = TaskWorkState.Delayed;
        }

        Port.After(delay, () =>
        {
            lock (Gate)
            {
                if (work.State != TaskWorkState.Delayed) return;
                work.State = TaskWorkState.Queued;
            }

            Enqueue(work);
        });
    }

    /// <summary>No task starts from now on; who waits is woken to see why. Tasks that run are told to stop when asked so.</summary>
    public void Interrupt(bool cancels)
    {
        ITaskFeed[] waiters;
        lock (Gate)
        {
            _isGateClosed = true;
            waiters = [.. _waiters];
            foreach (var work in _underWay.Where(w => w.State == TaskWorkState.Delayed).ToArray()) ForgetUnstarted_NeedsGate(work);
        }

        if (cancels) Port.RunUserCode(_cancellation.Cancel);
        foreach (var waiter in waiters) waiter.Wake();
    }

    /// <summary>Waits until no task is under way: what has not started never does, what runs is told to stop or left to end.</summary>
    public async ValueTask CloseAsync(bool cancels)
    {
        Task drained;
        WorkerPool.SlotSource[] sources;
        lock (Gate)
        {
            _isClosed = true;
            _feeds.Clear();
            _feeding.Clear();
            sources = [.. _sources.Values];
            foreach (var work in _underWay.Where(w => w.State == TaskWorkState.Delayed).ToArray()) ForgetUnstarted_NeedsGate(work);
        }

        foreach (var source in sources)
        {
            foreach (var item in source.Close())
            {
                lock (Gate) ForgetUnstarted_NeedsGate((TaskWork)item);
            }
        }

        lock (Gate)
        {
            if (_underWay.Count == 0) return;
            drained = (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        if (cancels) Port.RunUserCode(_cancellation.Cancel);
        await drained.ConfigureAwait(true);
    }

    /// <summary>Gives up on tasks that run on after the attempt is given up: their slots go to others, their ends are ignored.</summary>
    public void Abandon()
    {
        TaskWork[] running;
        lock (Gate)
        {
            _isClosed = _isGateClosed = true;
            running = [.. _underWay];
        }

        foreach (var work in running)
        {
            if (TryGiveUp(work)) Settle(work);
        }
    }

    /// <summary>Claims the end of a task whose code does not stop, and gives its slot to others; false when it has ended. The caller settles it.</summary>
    public bool TryGiveUp(TaskWork work)
    {
        lock (Gate)
        {
            if (work.State == TaskWorkState.Ended) return false;
            work.State = TaskWorkState.Ended;
            work.IsGivenUp = work.RunsUnderWay > 0;
            if (work.IsGivenUp) _codeLeft++;
        }

        Port.Pool(work.Task.Pool, JobName).Abandon(work);
        return true;
    }

    /// <summary>The code of a run has ended, in whatever way; of one that was given up, the engine may wait to hear it.</summary>
    public void EndCode(TaskWork work)
    {
        lock (Gate)
        {
            if (--work.RunsUnderWay > 0 || !work.IsGivenUp || --_codeLeft > 0) return;
        }

        Port.CodeEnded(Attempt);
    }

    private void ForgetUnstarted_NeedsGate(TaskWork work)
    {
        work.State = TaskWorkState.Ended;
        if (!_underWay.Remove(work)) return;
        _credits++;
        if (_underWay.Count == 0) _drained?.TrySetResult(); // Its continuations run asynchronously.
    }
}
