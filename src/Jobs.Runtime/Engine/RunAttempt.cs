using Jobs.Execution;
using Jobs.TaskLoop;

namespace Jobs.Engine;

/// <summary>One attempt, on the job lane.</summary>
internal sealed class RunAttempt(JobEntry entry, JobAttempt attempt) : BackgroundTask<EngineState>
{
    public override async ValueTask<MainTask<EngineState>?> RunAsync() =>
        new RecordOutcome(entry, attempt, await attempt.RunAsync().ConfigureAwait(true));

    public override MainTask<EngineState>? OnFault(Exception fault) => new RecordOutcome(entry, attempt, AttemptEnd.Thrown(fault));
}

/// <summary>Tasks of an attempt that were given up have ended after all.</summary>
internal sealed class EndCode(JobAttempt attempt) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.OnCodeEnded(attempt);
}

/// <summary>An attempt has ended: what becomes of its job?</summary>
internal sealed class RecordOutcome(JobEntry entry, JobAttempt attempt, AttemptEnd end) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps) => context.OnAttemptEnded(entry, attempt, end);
}
