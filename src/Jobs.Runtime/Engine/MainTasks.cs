using Jobs.Diagnostics;
using Jobs.Execution;
using Jobs.Store;
using Jobs.TaskLoop;

namespace Jobs.Engine;

/// <summary>The writer's report.</summary>
internal sealed class ApplyReport(BatchResult result) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps)
    {
        switch (result.Outcome)
        {
            case BatchOutcome.Committed: context.OnCommitted(result.Batch!); break;
            case BatchOutcome.Full: context.OnFull(result.Error!); break;
            case BatchOutcome.Recovered: context.OnRecovered(); break;
            case BatchOutcome.Warned: context.Logger.StoreWarning(result.Warning!); break;
            case BatchOutcome.Broken: context.OnBroken(result.Error!); break;
        }
    }
}

/// <summary>An attempt's atom for the open batch.</summary>
internal sealed class CommitAtom(Atom atom) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.Commit(atom);
}

/// <summary>A command from outside.</summary>
internal sealed class IssueCommand(JobId id, JobCommand command, string? token, Answer<CommandOutcome> answer) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.Command(id, command, token, (outcome, error) =>
    {
        if (error is null) answer.Give(outcome);
        else answer.Refuse(error);
    });
}

/// <summary>Somebody waits for a job's end.</summary>
internal sealed class AwaitJob(JobId id, Answer<EndedJob> waiter) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.Await(id, waiter);
}

/// <summary>Lays what the loop knows over what the store said.</summary>
internal sealed class OverlayInfos(IReadOnlyList<JobInfo> stored, Answer<IReadOnlyList<JobInfo>> answer) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => answer.Give([.. stored.Select(context.Overlay)]);
}

/// <summary>The jobs that run, by the loop's own knowledge.</summary>
internal sealed class ListRunning(Answer<IReadOnlyList<JobId>> answer) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) =>
        answer.Give([.. context.Running.Where(e => e.Attempt is not null).Select(e => e.Id).OrderDescending()]);
}

/// <summary>How many jobs are in which status, where the loop knows better than the store: by stored status and by the true one.</summary>
internal sealed class CountRunning(Answer<IReadOnlyDictionary<(JobStatus Stored, JobStatus Now), int>> answer) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => answer.Give(
        context.Running.Where(e => e.Attempt is not null).GroupBy(e => (e.Row.Status, e.RunningStatus)).ToDictionary(g => g.Key, g => g.Count()));
}

/// <summary>An answer of the store's reader.</summary>
internal sealed class ApplyRead<T>(T? answer, Exception? error, Action<EngineState, T?, Exception?> done) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => done(context, answer, error);
}

/// <summary>An attempt waits, and others may run.</summary>
internal sealed class YieldPermit(JobAttempt attempt, JobStatus meanwhile) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.YieldPermit(attempt, meanwhile);
}

/// <summary>An attempt wants to go on.</summary>
internal sealed class AcquirePermit(JobAttempt attempt, TaskCompletionSource granted) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.RequestPermit(attempt, granted);
}

/// <summary>An attempt without a permit has dispatched tasks.</summary>
internal sealed class BeginTasks(JobAttempt attempt) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.BeginTasksMarked(attempt);
}

/// <summary>An attempt has made way.</summary>
internal sealed class SuspendAttempt(JobAttempt attempt) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.OnSuspended(attempt);
}

/// <summary>An attempt that was silent has said something.</summary>
internal sealed class TakeNotes(JobAttempt attempt) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.TakeNotes(attempt);
}

/// <summary>The first turn's work: look at what the last owner left.</summary>
internal sealed class Recover : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.BeginRecovery();
}

/// <summary>Stop.</summary>
internal sealed class BeginStop(TimeSpan soft, TimeSpan hard, Answer<int> stopped) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.BeginStop(soft, hard, stopped);
}
