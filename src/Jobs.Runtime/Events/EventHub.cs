using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Jobs.Events;

/// <summary>
/// Hands events to subscribers. Lifecycle events are lossless within a subscriber's bound, and one that falls behind is
/// told by how many; progress gives way first. Publishing never waits: a subscriber that does not read costs its bound.
/// </summary>
internal sealed class EventHub
{
    private readonly object _gate = new();
    private bool _isComplete; // Under _gate.
    private Subscription[] _subscriptions = []; // Replaced under _gate; read by the loop without it.

    /// <summary>Whether anybody listens: asked before an event is made.</summary>
    public bool HasSubscribers => Volatile.Read(ref _subscriptions).Length > 0;

    /// <summary>Called by the loop alone, so that order is the order of commits.</summary>
    public void Publish(JobEvent notice)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.Offer(notice);
    }

    /// <summary>Ends every subscription: the host has stopped.</summary>
    public void Complete()
    {
        lock (_gate) _isComplete = true;
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.Complete();
    }

    /// <summary>Subscribes at once; events from now on are kept, up to the capacity, until they are read.</summary>
    public IAsyncEnumerable<JobEvent> Subscribe(JobId? id, int capacity) => ReadAsync(Open(id, capacity));

    /// <summary>Subscribes for a reader that looks when it likes, and waits for nothing.</summary>
    internal Subscription Open(JobId? id, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        var subscription = new Subscription(id, capacity);
        lock (_gate)
        {
            if (_isComplete) subscription.Complete(); // Nothing comes any more: its reader is told, and does not wait.
            else _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    private async IAsyncEnumerable<JobEvent> ReadAsync(Subscription subscription, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            while (await subscription.ReadAsync(token).ConfigureAwait(false) is { } notice) yield return notice;
        }
        finally
        {
            lock (_gate) _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
        }
    }

    internal sealed class Subscription(JobId? id, int capacity)
    {
        private readonly EventQueue _events = new(capacity);

        public void Offer(JobEvent notice)
        {
            if (id is not { } wanted || notice.Id == wanted) _events.Offer(notice);
        }

        /// <summary>The next event that is kept, if there is one.</summary>
        public bool TryRead([NotNullWhen(true)] out JobEvent? notice) => _events.TryRead(out notice);

        public ValueTask<JobEvent?> ReadAsync(CancellationToken token) => _events.ReadAsync(token);

        public void Complete() => _events.Complete();
    }
}
