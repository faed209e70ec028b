namespace Jobs.Remote;

/// <summary>A bucket of requests that fills with time. Used by one reader at a time.</summary>
internal sealed class RequestRate(RemoteLimits limits, TimeProvider time)
{
    private readonly double _max = limits.RequestsPerSecond * 2.0;
    private double _left = limits.RequestsPerSecond * 2.0;
    private long _at = time.GetTimestamp();

    /// <summary>Takes one, waiting until there is one.</summary>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        Fill();
        while (_left < 1)
        {
            var wait = TimeSpan.FromSeconds(Math.Max(0.001, (1 - _left) / limits.RequestsPerSecond));
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            Fill();
        }

        _left--;
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(_max, _left + (time.GetElapsedTime(_at, now).TotalSeconds * limits.RequestsPerSecond));
        _at = now;
    }
}
