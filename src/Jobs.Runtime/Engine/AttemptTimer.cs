using Jobs.Execution;
using Jobs.Scheduling;
using Jobs.TaskLoop;

namespace Jobs.Engine;

/// <summary>A timer of an attempt or task: after a time, or at a due time. Started and taken back through one lane, in this order.</summary>
internal sealed class AttemptTimer(Lane<EngineState> lane, long askedAt, TimeSpan? delay, DateTimeOffset due, Action callback) : MainTask<EngineState>, IAttemptTimer
{
    private Wake<Action>? _wake; // The loop's.

    public void Cancel() => lane.Post(new CancelTimer(this));

    public override void Run(EngineState context, FollowUps<EngineState> followUps) =>
        _wake = delay is { } time
            ? context.Clock.After(time - context.Clock.Time.GetElapsedTime(askedAt), callback) // The way to the loop is part of the time.
            : context.Clock.At(due, callback);

    private bool IsDuration => delay is not null;

    private sealed class CancelTimer(AttemptTimer timer) : MainTask<EngineState>
    {
        public override void Run(EngineState context, FollowUps<EngineState> followUps)
        {
            if (timer.IsDuration) context.Clock.CancelAfter(timer._wake);
            else context.Clock.CancelAt(timer._wake);
        }
    }
}
