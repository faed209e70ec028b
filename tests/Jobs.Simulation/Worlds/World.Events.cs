using Jobs.Events;

namespace Jobs.Simulation.Worlds;

/// <summary>A subscriber, which looks now and then.</summary>
internal sealed partial class World
{
    private readonly HashSet<long> _endsToTell = []; // Committed since the store was opened.
    private readonly HashSet<long> _endsTold = [];
    private EventHub.Subscription? _events;
    private bool _hasMissed;

    private void ReadEvents(int most)
    {
        for (; most > 0 && _events!.TryRead(out var notice); most--)
        {
            Say($"event {notice.Kind} {notice.Id} {notice.Status}");
            if (notice.Kind == JobEventKind.Missed)
            {
                Require(_options.EventsMax < 4096, $"a subscriber with room for {_options.EventsMax} events missed {notice.Missed}");
                Require(notice.Missed > 0, "a subscriber was told that it missed nothing");
                _hasMissed = true;
                continue;
            }

            var job = Model.Find(notice.Id);
            Require(job is not null, $"an event told of job {notice.Id}, which is not stored");
            if (notice.Kind != JobEventKind.Ended) continue;
            Require(job?.Status == notice.Status, $"an event told that job {notice.Id} ended as {notice.Status}; stored is {job?.Status}");
            Require(_endsTold.Add(notice.Id.Value), $"an event told twice that job {notice.Id} ended");
        }
    }

    private void CheckEvents()
    {
        ReadEvents(int.MaxValue);
        if (_hasMissed || _options.EventsMax < 4096) return;
        foreach (var id in _endsToTell) Require(_endsTold.Contains(id), $"no event told that job {id} ended");
    }

    private void ForgetEvents()
    {
        _endsToTell.Clear();
        _endsTold.Clear();
        _hasMissed = false;
    }
}
