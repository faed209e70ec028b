namespace Jobs;

/// <summary>
/// <c>ctx.Progress</c>: what a job says of how far it is. Calls are cheap, may come from any thread, and never wait; the
/// store keeps the newest at the next commit.
/// </summary>
public sealed class ProgressReporter
{
    private readonly Action<JobProgress> _publish;
    private readonly object _gate = new();
    private JobProgress _current = new(); // Written under _gate by any thread of the job; read by any thread.

    /// <summary>For the runtime: reports go to <paramref name="publish"/>, in order, under a lock.</summary>
    public ProgressReporter(Action<JobProgress> publish) => _publish = publish;

    /// <summary>What was reported last.</summary>
    public JobProgress Current => Volatile.Read(ref _current);

    /// <summary>Says how many units are done, of how many.</summary>
    public void Report(long completed, long? total = null) => Update(p => p with { Completed = completed, Total = total ?? p.Total });

    /// <summary>Says how many bytes are done, of how many.</summary>
    public void ReportBytes(long completed, long? total = null) => Update(p => p with { BytesCompleted = completed, BytesTotal = total ?? p.BytesTotal });

    /// <summary>Says a line for a person; at most 512 characters are kept.</summary>
    public void ReportMessage(string? message) => Update(p => p with { Message = message is { Length: > 512 } ? message[..512] : message });

    /// <summary>Names the stage; at most 64 characters are kept.</summary>
    public void ReportPhase(string? phase) => Update(p => p with { Phase = phase is { Length: > 64 } ? phase[..64] : phase });

    private void Update(Func<JobProgress, JobProgress> change)
    {
        lock (_gate)
        {
            _current = change(_current);
            _publish(_current);
        }
    }
}
