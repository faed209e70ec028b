using Jobs.Checkpoints;
using Jobs.Store;
using Jobs.WorkerPool;

namespace Jobs.Execution;

/// <summary>
/// What an attempt asks of the engine above it. Every member may be called from any thread and returns at once; answers
/// come back as completed tasks, whose continuations run on the job's own threads.
/// </summary>
internal interface IAttemptPort : ICheckpointSink
{
    IJobClient Client { get; }

    TimeProvider Time { get; }

    /// <summary>What retries are spread with. Asked by several threads at once.</summary>
    Random Random { get; }

    JobLimits Limits { get; }

    TimeSpan CheckpointInterval { get; }

    /// <summary>How long code may take to stop after its token fired, before it is abandoned.</summary>
    TimeSpan StopGrace { get; }

    /// <summary>A new id, of the kind that jobs and results have.</summary>
    long NextId();

    /// <summary>The pool of this name.</summary>
    /// <exception cref="JobUsageException">The host has none.</exception>
    SlotPool Pool(string name, string jobName);

    /// <summary>Reads from the store, on its reader's thread.</summary>
    Task<T> ReadAsync<T>(Func<IStoreReader, T> query);

    /// <summary>Calls back on the loop after a time. The callback must be short and run no user code.</summary>
    IAttemptTimer After(TimeSpan delay, Action callback);

    /// <summary>Calls back on the loop when the wall clock has reached a time. The callback must be short and run no user code.</summary>
    IAttemptTimer At(DateTimeOffset due, Action callback);

    /// <summary>Runs something that may call user code, such as callbacks on a token, off the loop.</summary>
    void RunUserCode(Action action);

    /// <summary>Newest progress, or a line for the job's log.</summary>
    void Note(JobAttempt attempt, JobProgress? progress, string? line);

    /// <summary>Submits a child.</summary>
    Task<JobId> SubmitAsync(SubmitAtom atom, AttemptStart parent);

    /// <summary>Gives back the attempt's permit to run; call <see cref="AcquirePermit"/> before going on.</summary>
    void YieldPermit(JobAttempt attempt, JobStatus meanwhile);

    /// <summary>Asks for a permit, by rank among the others. The loop completes <paramref name="granted"/> when the attempt may go on.</summary>
    void AcquirePermit(JobAttempt attempt, TaskCompletionSource granted);

    /// <summary>The attempt, which has no permit, has tasks again: the loop lets them begin when a mark names their job.</summary>
    void AskToBeginTasks(JobAttempt attempt);

    /// <summary>The attempt, which was asked to, has been suspended; the loop lets it go on, by rank.</summary>
    void Suspended(JobAttempt attempt);

    /// <summary>All code of tasks that were given up has ended after all.</summary>
    void CodeEnded(JobAttempt attempt);

    /// <summary>Makes a child's atom from its class and options, as a client's submit does. Reads the job on the caller's thread.</summary>
    SubmitAtom PrepareChild<TResult>(IJob<TResult> job, SubmitOptions? options, AttemptStart parent, string childKey, JobId progressOf);

    /// <summary>A new scope of services for one attempt or task.</summary>
    AttemptServices CreateServices();

    /// <summary>A task failed and is tried again: for the log.</summary>
    void TellTaskRetry(JobAttempt attempt, string task, int number, TimeSpan delay, JobError error);
}
