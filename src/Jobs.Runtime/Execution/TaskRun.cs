using System.Globalization;
using Jobs.CompilerServices;
using Jobs.Catalog;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>One task with its types: runs the author's method, retries by its policy, stores the outcome, then tells who dispatched it.</summary>
internal sealed class TaskRun<TArguments, TResult>(
    TaskScope scope, JobTaskDescriptor<TArguments, TResult> task, TArguments arguments, TaskIdentity identity, bool remembers,
    Action<TaskEnd<TResult>> ended, CancellationToken groupCancellation) : TaskWork(scope, task), ITimedTask
{
    private static readonly TimeSpan s_retryDelayMax = TimeSpan.FromMinutes(1);

    private int _attempt; // Touched by one run at a time.

    protected override async ValueTask StartAsync()
    {
        TaskToken? token = null;
        try
        {
            if (groupCancellation.IsCancellationRequested)
            {
                // Its group failed while it waited for its slot.
                if (Scope.TryEnd(this)) FinishUnstored(GroupErrors.Cancelled);
                return;
            }

            var number = ++_attempt;
            token = new TaskToken(Scope, task.Timeout, this, groupCancellation);
            var services = Scope.Port.CreateServices();
            try
            {
                var context = new Context(this, number, identity, token);
                var result = await task.Runner(arguments, context, services).ConfigureAwait(true);
                var body = PayloadEncoder.TaskResult(Scope.JobName, task, task.ResultWriter, result, Scope.Port.Limits);
                if (Scope.TryEnd(this)) Finish(result, null, body);
            }
            catch (Exception e) when (Scope.Cancellation.IsCancellationRequested && (!IsPermanent(e) || ThrownInterruption.IsIn(e, byToken: true)))
            {
                // It stopped because the job stops, or fell over its token. That is no outcome: it runs again with the next attempt.
                if (Scope.TryEnd(this)) Scope.Settle(this);
            }
            catch (OperationCanceledException) when (groupCancellation.IsCancellationRequested)
            {
                if (Scope.TryEnd(this)) FinishUnstored(GroupErrors.Cancelled);
            }
            catch (Exception e)
            {
                Fail(token.TimedOut ? GroupErrors.TimedOut(task) : JobError.FromException(e), e, number);
            }
            finally
            {
                token.Dispose();
                await DisposeAsync(services).ConfigureAwait(true);
            }
        }
        finally
        {
            Scope.EndCode(this); // Last of all: what it disposes is its code too.
            token?.EndRest();
        }
    }

    /// <summary>The time is up and the code has not stopped: the task fails, its slot goes to others.</summary>
    public void GiveUpAfterTimeout()
    {
        if (!Scope.TryGiveUp(this)) return;
        Scope.Port.RunUserCode(() => Finish(default!, GroupErrors.TimedOut(task), StoredError.Write(GroupErrors.TimedOut(task)))); // It reads the arguments.
    }

    private void Fail(JobError error, Exception exception, int number)
    {
        var isPermanent = error.IsPermanent || exception is JobPayloadException or JobUsageException;
        if (!isPermanent && number < task.MaxAttempts)
        {
            var delay = (exception as RetryAfterException)?.Delay ?? DelayBefore(number);
            Scope.Port.TellTaskRetry(Scope.Attempt, task.Name, number, delay, error);
            Scope.RetryLater(this, delay);
            return;
        }

        if (Scope.TryEnd(this)) Finish(default!, error, StoredError.Write(error));
    }

    private static bool IsPermanent(Exception exception) => exception is PermanentJobException or JobPayloadException or JobUsageException;

    private TimeSpan DelayBefore(int failures) => RetryBackoff.DelayFor(
        new RetryPolicy { Delay = task.RetryDelay, MaxDelay = s_retryDelayMax, MaxAttempts = task.MaxAttempts, Jitter = 0.2 },
        failures, Scope.Port.Random.NextDouble());

    /// <summary>Stores the outcome; it is told only when it is durable.</summary>
    private void Finish(TResult value, JobError? error, byte[] body)
    {
        if (!remembers)
        {
            ended(new TaskEnd<TResult>(0, value, error));
            Scope.Settle(this);
            return;
        }

        byte[] stored;
        try
        {
            stored = PayloadEncoder.Arguments(Scope.JobName, task, task.ArgumentsWriter, arguments, Scope.Port.Limits);
        }
        catch (Exception e)
        {
            // They could be written at the dispatch; the author's code has changed them since.
            FinishUnstored(JobError.FromException(e));
            return;
        }

        Scope.Port.Commit(new TaskResultAtom
        {
            Id = Scope.Attempt.JobId,
            Fence = Scope.Attempt.Start.Fence,
            ResultId = Scope.Port.NextId(),
            Identity = identity,
            Arguments = stored,
            IsFaulted = error is not null,
            Body = body,
            ProgressOf = Scope.Attempt.ProgressOf,
            Acknowledged = a => Tell((TaskResultAtom)a, value, error),
        });
    }

    /// <summary>On the loop: the outcome is durable, or refused.</summary>
    private void Tell(TaskResultAtom atom, TResult value, JobError? error)
    {
        switch (atom.Answer)
        {
            case AtomAnswer.Applied:
                ended(new TaskEnd<TResult>(atom.ResultId, value, error));
                break;
            case AtomAnswer.Rejected:
                ended(new TaskEnd<TResult>(0, default!, new JobError("OutcomeRejected", $"The store refused the task's outcome: {atom.RejectedBecause}", IsPermanent: true)));
                break;
            default:
                Scope.Attempt.Interrupt(Interruption.LeaseLost);
                break;
        }

        Scope.Settle(this);
    }

    private void FinishUnstored(JobError error)
    {
        ended(new TaskEnd<TResult>(0, default!, error));
        Scope.Settle(this);
    }

    private static async ValueTask DisposeAsync(AttemptServices services)
    {
        try
        {
            await services.DisposeAsync().ConfigureAwait(true);
        }
        catch (Exception)
        {
            // A service of the author's that throws while it is disposed: the outcome was decided before.
        }
    }

    private sealed class Context(TaskRun<TArguments, TResult> run, int attempt, TaskIdentity identity, TaskToken token) : TaskContext
    {
        private readonly WorkerPool.SlotSource _source = run.Scope.SourceOf(run);

        public override JobId JobId => run.Scope.Attempt.JobId;

        public override int Attempt => attempt;

        public override string IdempotencyKey =>
            string.Create(CultureInfo.InvariantCulture, $"{run.Scope.Attempt.OriginId.Value}-{identity.High:x16}{identity.Low:x16}");

        public override CancellationToken CancellationToken => token.Token;

        public override ValueTask GiveWayAsync() => _source.ShouldGiveWay ? run.GiveWayAsync(_source, token) : default;
    }
}
