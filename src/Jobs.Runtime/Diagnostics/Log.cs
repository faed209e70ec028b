using Microsoft.Extensions.Logging;

namespace Jobs.Diagnostics;

/// <summary>Every log message of the runtime, in one place, generated. Texts of users go in as one line each, without control characters.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.StoreOpened, LogLevel.Information, "Store opened as owner {Epoch}; last stop was {Stop}; jobs that were running then: {Suspects}.")]
    public static partial void StoreOpened(this ILogger logger, long epoch, string stop, int suspects);

    [LoggerMessage(EventIds.NotStarted, LogLevel.Critical, "The jobs host does not start: {Reason}")]
    public static partial void NotStarted(this ILogger logger, string reason);

    [LoggerMessage(EventIds.StoreFull, LogLevel.Error, "The store's volume is full. Submits are refused until there is room; running work goes on and nothing acknowledged is lost. {Reason}")]
    public static partial void StoreFull(this ILogger logger, string reason);

    [LoggerMessage(EventIds.StoreRecovered, LogLevel.Information, "The store has room again; submits are accepted.")]
    public static partial void StoreRecovered(this ILogger logger);

    [LoggerMessage(EventIds.StoreBroken, LogLevel.Critical, "The store cannot be written any more; all work stops. Everything acknowledged is in the file. {Reason}")]
    public static partial void StoreBroken(this ILogger logger, string reason);

    [LoggerMessage(EventIds.StoreWarning, LogLevel.Warning, "{Warning}")]
    public static partial void StoreWarning(this ILogger logger, string warning);

    public static void JobRetrying(this ILogger logger, JobId jobId, string jobName, int attempt, DateTimeOffset dueAt, string error) =>
        WriteJobRetrying(logger, jobId, LogText.OneLine(jobName), attempt, dueAt, LogText.OneLine(error));

    [LoggerMessage(EventIds.JobRetrying, LogLevel.Warning, "Job {JobId} ({JobName}) failed in attempt {Attempt} and is tried again at {DueAt:o}: {Error}")]
    private static partial void WriteJobRetrying(ILogger logger, JobId jobId, string jobName, int attempt, DateTimeOffset dueAt, string error);

    public static void JobEndedBadly(this ILogger logger, JobId jobId, string jobName, JobStatus status, string error) =>
        WriteJobEndedBadly(logger, jobId, LogText.OneLine(jobName), status, LogText.OneLine(error));

    [LoggerMessage(EventIds.JobEnded, LogLevel.Error, "Job {JobId} ({JobName}) ended as {Status}: {Error} (to run it again: jobs retry {JobId})")]
    private static partial void WriteJobEndedBadly(ILogger logger, JobId jobId, string jobName, JobStatus status, string error);

    public static void JobParked(this ILogger logger, JobId jobId, string jobName, string reason) =>
        WriteJobParked(logger, jobId, LogText.OneLine(jobName), LogText.OneLine(reason));

    [LoggerMessage(EventIds.JobParked, LogLevel.Error, "Job {JobId} ({JobName}) cannot run here and waits: {Reason} (if it is not to run: jobs cancel {JobId})")]
    private static partial void WriteJobParked(ILogger logger, JobId jobId, string jobName, string reason);

    [LoggerMessage(EventIds.JobQuarantined, LogLevel.Error, "Job {JobId} is quarantined: it killed its process {Crashes} times, the last time while it ran alone.")]
    public static partial void JobQuarantined(this ILogger logger, JobId jobId, int crashes);

    public static void AttemptAbandoned(this ILogger logger, JobId jobId, string jobName, Interruption interruption, int zombies) =>
        WriteAttemptAbandoned(logger, jobId, LogText.OneLine(jobName), interruption, zombies);

    [LoggerMessage(EventIds.AttemptAbandoned, LogLevel.Error, "Job {JobId} ({JobName}) did not stop within its grace after {Interruption}. Its writes are refused from now on, its place is given to others, and {Zombies} such attempts are counted.")]
    private static partial void WriteAttemptAbandoned(ILogger logger, JobId jobId, string jobName, Interruption interruption, int zombies);

    public static void TasksAbandoned(this ILogger logger, JobId jobId, string jobName, int zombies) =>
        WriteTasksAbandoned(logger, jobId, LogText.OneLine(jobName), zombies);

    [LoggerMessage(EventIds.TasksAbandoned, LogLevel.Error, "Job {JobId} ({JobName}) ended, but tasks of it did not stop within their grace. Their slots are given to others, what they still say is refused, and {Zombies} such attempts are counted.")]
    private static partial void WriteTasksAbandoned(ILogger logger, JobId jobId, string jobName, int zombies);

    [LoggerMessage(EventIds.TooManyAbandoned, LogLevel.Critical, "{Zombies} attempts that were given up go on, more than the {Max} allowed. Nothing new is started until some of them end. Restart the process: what they were doing runs again.")]
    public static partial void TooManyAbandoned(this ILogger logger, int zombies, int max);

    public static void TaskRetrying(this ILogger logger, string taskName, JobId jobId, string jobName, int attempt, TimeSpan delay, string error) =>
        WriteTaskRetrying(logger, LogText.OneLine(taskName), jobId, LogText.OneLine(jobName), attempt, delay, LogText.OneLine(error));

    [LoggerMessage(EventIds.TaskRetrying, LogLevel.Warning, "Task {TaskName} of job {JobId} ({JobName}) failed in attempt {Attempt} and is tried again in {Delay}: {Error}")]
    private static partial void WriteTaskRetrying(ILogger logger, string taskName, JobId jobId, string jobName, int attempt, TimeSpan delay, string error);

    public static void AttemptStale(this ILogger logger, JobId jobId, string jobName) =>
        WriteAttemptStale(logger, jobId, LogText.OneLine(jobName));

    [LoggerMessage(EventIds.AttemptStale, LogLevel.Warning, "An outcome of job {JobId} ({JobName}) came after its attempt had lost its fence, and was refused.")]
    private static partial void WriteAttemptStale(ILogger logger, JobId jobId, string jobName);

    [LoggerMessage(EventIds.AttemptUnhandled, LogLevel.Error, "A job's or task's code threw where nobody awaits it, as an async void method does. The error belongs to no job and is only logged: return a Task instead.")]
    public static partial void UserCodeUnhandled(this ILogger logger, Exception exception);

    [LoggerMessage(EventIds.LoopFault, LogLevel.Critical, "A main task threw; the loop goes on. This is a defect of Jobs: please report it.")]
    public static partial void LoopFault(this ILogger logger, Exception exception);

    [LoggerMessage(EventIds.Stopping, LogLevel.Information, "Stopping; jobs that run: {Running}. They are interrupted after {Soft} and left to recovery after {Hard}.")]
    public static partial void Stopping(this ILogger logger, int running, TimeSpan soft, TimeSpan hard);

    [LoggerMessage(EventIds.Stopped, LogLevel.Information, "Stopped; attempts that were left to recovery: {Abandoned}.")]
    public static partial void Stopped(this ILogger logger, int abandoned);

    [LoggerMessage(EventIds.RemoteUnavailable, LogLevel.Warning, "Other processes cannot speak with this owner: its socket '{Socket}' could not be made. Jobs run all the same. {Reason}")]
    public static partial void RemoteUnavailable(this ILogger logger, string socket, string reason);

    public static void RemoteFault(this ILogger logger, string reason) =>
        WriteRemoteFault(logger, LogText.OneLine(reason));

    [LoggerMessage(EventIds.RemoteFault, LogLevel.Warning, "A connection of another process ended with an error. {Reason}")]
    private static partial void WriteRemoteFault(ILogger logger, string reason);
}
