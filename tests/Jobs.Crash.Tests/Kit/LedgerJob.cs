namespace Jobs.Crash.Tests.Kit;

/// <summary>What the parent knows of one job from the lines that it was told.</summary>
internal sealed class LedgerJob
{
    private const int LastLinesMax = 40;
    private const int Slots = 4; // Those of the worker's pool.

    private readonly Queue<string> _lastLines = [];

    private int _pausesUnderWay;
    private int _resumesUnderWay;
    private int _lateRuns; // Since the acknowledgement of the pause that holds it.
    private bool _isContended; // A resume was under way beside the pauses that are: nobody knows which came first.

    /// <summary>What was told of it lately, for the message about a broken rule.</summary>
    public IReadOnlyCollection<string> LastLines => _lastLines;

    public void Remember(string line)
    {
        _lastLines.Enqueue(line);
        if (_lastLines.Count > LastLinesMax) _lastLines.Dequeue();
    }

    /// <summary>The results that the job's loop received: none of these tasks may run again.</summary>
    public HashSet<int> Got { get; } = [];

    /// <summary>Its children by key.</summary>
    public Dictionary<string, string> Children { get; } = [];

    /// <summary>The job that submitted it, if one did.</summary>
    public string? Parent { get; set; }

    /// <summary>The results that its last acknowledged checkpoint holds.</summary>
    public int Saved { get; set; }

    /// <summary>In how many lives it was there without anything becoming durable for it.</summary>
    public int LivesWithoutProgress { get; set; }

    /// <summary>Whether an attempt of it runs in this life.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Whether a pause was acknowledged and no resume was asked for.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Somebody is about to ask for a pause.</summary>
    public void BeginPause()
    {
        _isContended |= _resumesUnderWay > 0;
        _pausesUnderWay++;
    }

    /// <summary>It was answered.</summary>
    public void EndPause(bool isApplied)
    {
        if (isApplied && !_isContended && !IsHeld)
        {
            IsHeld = true;
            _lateRuns = 0;
        }

        if (--_pausesUnderWay == 0) _isContended = false;
    }

    /// <summary>
    /// A task of its tree began. One that was let through its gate just before the pause was acknowledged may say so just after
    /// it: one in each slot, and no more.
    /// </summary>
    /// <returns>Whether it may.</returns>
    public bool BeginRun() => !IsHeld || ++_lateRuns <= Slots;

    /// <summary>Somebody is about to ask for a resume: from now on it may run.</summary>
    public void BeginResume()
    {
        IsHeld = false;
        _isContended |= _pausesUnderWay > 0;
        _resumesUnderWay++;
    }

    /// <summary>It was answered.</summary>
    public void EndResume() => _resumesUnderWay--;

    /// <summary>Who asked has died: nothing of it is under way any more.</summary>
    public void ForgetCommands() => (_pausesUnderWay, _resumesUnderWay, _isContended) = (0, 0, false);

    /// <summary>The job that it was retried as, or null.</summary>
    public string? Retry { get; set; }

    /// <summary>Whether anybody asked to retry it from its start.</summary>
    public bool MayBeRetriedFromStart { get; set; }

    /// <summary>Whether anybody asked to cancel it.</summary>
    public bool MayBeCancelled { get; set; }

    /// <summary>Whether a cancellation was acknowledged as applied.</summary>
    public bool MustBeCancelled { get; set; }

    /// <summary>The outcome that was published, or null.</summary>
    public string? Outcome { get; set; }

    /// <summary>The status that somebody who awaited its end was told, or null.</summary>
    public string? Awaited { get; set; }

    /// <summary>The status that the last life read back, or null.</summary>
    public string? Final { get; set; }

    /// <summary>What it returned.</summary>
    public long Result { get; set; }
}
