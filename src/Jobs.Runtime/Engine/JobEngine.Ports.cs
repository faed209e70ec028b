using Jobs.Execution;
using Jobs.Store;
using Jobs.TaskLoop;
using Jobs.WorkerPool;

namespace Jobs.Engine;

/// <summary>What the loop asks of the world, and what attempts ask of the loop.</summary>
internal sealed partial class JobEngine : IEnginePorts, IAttemptPort
{
    IAttemptPort IEnginePorts.Attempts => this;

    bool IEnginePorts.IsWriterIdle => _writer.IsIdle;

    void IEnginePorts.Submit(WriteBatch batch) => _writer.Submit(batch);

    void IEnginePorts.Start(RunAttempt attempt) => _loop.StartBackground(attempt);

    void IEnginePorts.Read<T>(Func<IStoreReader, T> query, Action<EngineState, T?, Exception?> done)
        where T : default =>
        _reads.Read(query, (answer, error) => _control.Post(new ApplyRead<T>(answer, error, done)));

    IJobClient IAttemptPort.Client => this;

    TimeProvider IAttemptPort.Time => _executors.Time;

    Random IAttemptPort.Random => _executors.Random;

    JobLimits IAttemptPort.Limits => _options.Limits;

    TimeSpan IAttemptPort.CheckpointInterval => _options.CheckpointInterval;

    TimeSpan IAttemptPort.StopGrace => _options.StopGrace;

    long IAttemptPort.NextId() => _state.Ids.Next();

    SlotPool IAttemptPort.Pool(string name, string jobName) =>
        _pools.TryGetValue(name, out var pool)
            ? pool
            : throw new JobUsageException(
                $"A task of job '{jobName}' wants the pool '{name}', which this host does not have. Add it where the host is built: " +
                $"jobs.Pool(\"{name}\", slots: 4). Pools here: {string.Join(", ", _pools.Keys.Order(StringComparer.Ordinal))}.");

    void Checkpoints.ICheckpointSink.Commit(Atom atom)
    {
        // The completion lane is the one that an attempt's end comes by: an atom of the attempt is never behind it.
        if (_loop.Completions.Post(new CommitAtom(atom))) return;
        atom.Answer = AtomAnswer.Lost;
        atom.Acknowledged?.Invoke(atom);
    }

    Task<T> IAttemptPort.ReadAsync<T>(Func<IStoreReader, T> query)
    {
        var answered = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reads.Read(query, (answer, error) =>
        {
            if (error is null) answered.TrySetResult(answer!);
            else answered.TrySetException(error);
        });
        return answered.Task;
    }

    IAttemptTimer IAttemptPort.After(TimeSpan delay, Action callback) => StartTimer(new AttemptTimer(_control, _executors.Time.GetTimestamp(), delay, default, callback));

    IAttemptTimer IAttemptPort.At(DateTimeOffset due, Action callback) => StartTimer(new AttemptTimer(_control, 0, null, due, callback));

    void IAttemptPort.RunUserCode(Action action) => _jobLane.Post(static a => ((Action)a!)(), action);

    void IAttemptPort.Note(JobAttempt attempt, JobProgress? progress, string? line)
    {
        if (attempt.RequireNotes().Add(progress, line, _executors.Time.GetUtcNow())) _notes.Post(new TakeNotes(attempt));
    }

    async Task<JobId> IAttemptPort.SubmitAsync(SubmitAtom atom, AttemptStart parent)
    {
        var answered = NewAnswer<SubmitAtom[]>();
        Post(_submits, new SubmitJobs([atom], _options.Durability, answered, ofRunningJob: true), answered);
        await answered.Task.ConfigureAwait(true);
        return SubmitPreparation.IdOf(atom, Catalog, parent.Descriptor.Name);
    }

    void IAttemptPort.YieldPermit(JobAttempt attempt, JobStatus meanwhile) => _control.Post(new YieldPermit(attempt, meanwhile));

    void IAttemptPort.AcquirePermit(JobAttempt attempt, TaskCompletionSource granted) => _control.Post(new AcquirePermit(attempt, granted));

    void IAttemptPort.AskToBeginTasks(JobAttempt attempt) => _control.Post(new BeginTasks(attempt));

    void IAttemptPort.Suspended(JobAttempt attempt) => _control.Post(new SuspendAttempt(attempt));

    void IAttemptPort.CodeEnded(JobAttempt attempt) => _control.Post(new EndCode(attempt));

    void IAttemptPort.TellTaskRetry(JobAttempt attempt, string task, int number, TimeSpan delay, JobError error)
    {
        try
        {
            Diagnostics.Log.TaskRetrying(_state.Logger, task, attempt.JobId, attempt.Start.Descriptor.Name, number, delay, error.ToString());
        }
        catch (Exception)
        {
            // A logger that throws must not cost the task its next try.
        }
    }

    SubmitAtom IAttemptPort.PrepareChild<TResult>(IJob<TResult> job, SubmitOptions? options, AttemptStart parent, string childKey, JobId progressOf) =>
        SubmitPreparation.Prepare(this, job, options, parent, childKey, progressOf);

    AttemptServices IAttemptPort.CreateServices() => new(_services);

    private AttemptTimer StartTimer(AttemptTimer timer)
    {
        _control.Post(timer);
        return timer;
    }

    internal long NextId() => _state.Ids.Next();

    internal DateTimeOffset UtcNow => _executors.Time.GetUtcNow();

    private Answer<T> NewAnswer<T>() => new(_executors.Clients);

    /// <summary>Posts, or answers that the host has stopped.</summary>
    private static void Post<T>(Lane<EngineState> lane, MainTask<EngineState> task, Answer<T> answer)
    {
        if (!lane.Post(task)) answer.Refuse(new JobException("This host has stopped. Use a client of a running host."));
    }
}
