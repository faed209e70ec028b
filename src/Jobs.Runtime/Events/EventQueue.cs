using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Jobs.Events;

/// <summary>
/// The events that are kept for one reader. Whoever offers never waits: progress gives way first, and beyond the bound
/// events are counted instead of kept. A reader that has read what was kept is told the count at once, and not only with the
/// next event: on a quiet stream that may never come.
/// </summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class EventQueue(int capacity)
{
    private readonly Channel<JobEvent> _kept = Channel.CreateBounded<JobEvent>(
        new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    // Held for a look and a write: what is counted stands behind what is kept, and before what is kept later.
    private readonly object _gate = new();
    private long _missed; // Under the gate.

    /// <summary>Keeps an event, or counts it. One thread at a time.</summary>
    public void Offer(JobEvent notice)
    {
        // Progress may take half of the bound; the rest is for what must not be lost.
        if (notice.Kind == JobEventKind.Progressed && _kept.Reader.Count >= capacity / 2) return;
        lock (_gate)
        {
            if (_missed > 0 && _kept.Reader.Count < capacity && _kept.Writer.TryWrite(Told())) _missed = 0;
            if (_missed == 0 && _kept.Writer.TryWrite(notice)) return;
            _missed += notice.Kind == JobEventKind.Missed ? notice.Missed : 1;
        }
    }

    /// <summary>The next event, or how many are missing here. One thread at a time.</summary>
    public bool TryRead([NotNullWhen(true)] out JobEvent? notice)
    {
        if (_kept.Reader.TryRead(out notice)) return true;
        lock (_gate)
        {
            if (_kept.Reader.TryRead(out notice)) return true;
            if (_missed == 0) return false;
            notice = Told();
            _missed = 0;
            return true;
        }
    }

    /// <summary>The next event, as soon as there is one; null when no more come. Fails with the reason of <see cref="Complete"/>.</summary>
    public async ValueTask<JobEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryRead(out var notice)) return notice;
            if (!await _kept.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false)) return TryRead(out notice) ? notice : null;
        }
    }

    /// <summary>Nothing comes any more. What is kept can still be read.</summary>
    public void Complete(Exception? reason = null) => _kept.Writer.TryComplete(reason);

    private JobEvent Told() => new() { Kind = JobEventKind.Missed, Missed = _missed };
}
