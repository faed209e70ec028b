using Jobs.Events;

namespace Jobs.Remote;

/// <summary>What waits for frames under a number of its own.</summary>
internal abstract class PendingCall
{
    /// <summary>Takes a frame; true when it was the last.</summary>
    public abstract bool Take(WireObject frame);

    /// <summary>Ends without one.</summary>
    public abstract void Fail(Exception reason);
}

/// <summary>One answer.</summary>
internal sealed class PendingAnswer(JobId job) : PendingCall
{
    private readonly TaskCompletionSource<WireObject> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<WireObject> Task => _answer.Task;

    public override bool Take(WireObject frame)
    {
        if (frame.Object("ok") is { } ok) _answer.TrySetResult(ok);
        else if (frame.Object("error") is { } error) _answer.TrySetException(ToException(error, job));
        else return false;
        return true;
    }

    public override void Fail(Exception reason) => _answer.TrySetException(reason);

    /// <summary>What an error frame means here; an owner that stops is as good as gone.</summary>
    internal static Exception ToException(WireObject error, JobId job) =>
        error.Text("code") == WireErrors.Stopping ? new OwnerGoneException("the owner stops") : ErrorCodes.ToException(error, job);
}

/// <summary>
/// Events as they come. As the owner's subscriptions it never makes its connection wait: progress gives way first, and who
/// falls behind is told by how many.
/// </summary>
internal sealed class PendingEvents(int capacity) : PendingCall
{
    private readonly TaskCompletionSource _following = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EventQueue _events = new(capacity);

    /// <summary>Completes when the subscription stands: nothing is missed from then on.</summary>
    public Task Following => _following.Task;

    /// <summary>The events; fails when the connection does.</summary>
    public EventQueue Events => _events;

    public override bool Take(WireObject frame)
    {
        if (frame.Object("event") is { } notice)
        {
            _events.Offer(WireJobs.ReadEvent(notice));
            return false;
        }

        if (frame.Flag("following")) return !_following.TrySetResult();
        Fail(frame.Object("error") is { } error ? PendingAnswer.ToException(error, JobId.None) : new OwnerGoneException("the subscription ended"));
        return true;
    }

    public override void Fail(Exception reason)
    {
        _following.TrySetException(reason);
        _ = _following.Task.Exception; // Seen: nobody awaits it once the events have begun.
        _events.Complete(reason);
    }
}
