using Jobs.Store;

namespace Jobs.Execution;

/// <summary>
/// What an attempt has said and the loop has not taken. However often user code reports, one main task is under way: a
/// flood of progress costs the loop no more than a look now and then.
/// </summary>
internal sealed class AttemptNotes
{
    private const int LinesMax = 1000;

    private readonly object _gate = new(); // Guards the fields below, between the job's threads and the loop.
    private readonly Queue<StoredLogLine> _lines = new();
    private JobProgress? _progress;
    private bool _isPosted;

    /// <summary>Whether something was said that is not written.</summary>
    public bool HasAny
    {
        get
        {
            lock (_gate) return _progress is not null || _lines.Count > 0;
        }
    }

    /// <summary>Adds; true when the loop must be told.</summary>
    public bool Add(JobProgress? progress, string? line, DateTimeOffset now)
    {
        lock (_gate)
        {
            _progress = progress ?? _progress;
            if (line is not null)
            {
                if (_lines.Count == LinesMax) _lines.Dequeue();
                _lines.Enqueue(new StoredLogLine(now, line));
            }

            if (_isPosted) return false;
            _isPosted = true;
            return true;
        }
    }

    /// <summary>The newest progress; the next report tells the loop again.</summary>
    public JobProgress? Take()
    {
        lock (_gate)
        {
            _isPosted = false;
            return _progress;
        }
    }

    /// <summary>Moves the lines to where they are written from.</summary>
    public void TakeLines(List<StoredLogLine> target)
    {
        lock (_gate)
        {
            while (_lines.TryDequeue(out var line)) target.Add(line);
        }
    }
}
