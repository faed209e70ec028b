using Jobs.Store;

namespace Jobs.Execution;

/// <summary>
/// What an attempt has said and the loop has not taken. The loop is told when an attempt that was silent speaks; as long as
/// it goes on, the loop comes to look by itself, now and then. So a flood of progress costs no wake-up for each report.
/// </summary>
internal sealed class AttemptNotes
{
    private const int LinesMax = 1000;

    private readonly object _gate = new(); // Guards the fields below, between the job's threads and the loop.
    private readonly Queue<StoredLogLine> _lines = new();
    private JobProgress? _progress;
    private bool _isWatched; // The loop has been told, and looks again.
    private bool _hasNews; // Since the loop looked.

    /// <summary>Whether something was said that is not written.</summary>
    public bool HasAny
    {
        get
        {
            lock (_gate) return _progress is not null || _lines.Count > 0;
        }
    }

    /// <summary>What was reported last; null when nothing was.</summary>
    public JobProgress? Progress
    {
        get
        {
            lock (_gate) return _progress;
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

            _hasNews = true;
            if (_isWatched) return false;
            _isWatched = true;
            return true;
        }
    }

    /// <summary>The newest progress. The loop looks again after a while.</summary>
    public JobProgress? Take()
    {
        lock (_gate)
        {
            _hasNews = false;
            return _progress;
        }
    }

    /// <summary>Ends the looks if nothing was said since the last; then the next report tells the loop again.</summary>
    public bool TryRest()
    {
        lock (_gate)
        {
            _isWatched = _hasNews;
            return !_isWatched;
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
