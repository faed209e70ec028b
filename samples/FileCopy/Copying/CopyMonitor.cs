namespace FileCopy;

/// <summary>
/// What this start of the program does, as opposed to the job, which may have begun in an earlier one. Written by the copy
/// tasks on their threads, read by the display and the summary; every member is its own atom.
/// </summary>
internal sealed class CopyMonitor
{
    private int _running;
    private int _peak;
    private long _copied;
    private long _bytesInFlight;

    /// <summary>The most copies that ran at once.</summary>
    public int Peak => Volatile.Read(ref _peak);

    /// <summary>The files that this start copied.</summary>
    public long Copied => Interlocked.Read(ref _copied);

    /// <summary>The bytes written of files that are not whole yet.</summary>
    public long BytesInFlight => Interlocked.Read(ref _bytesInFlight);

    public void Started()
    {
        var running = Interlocked.Increment(ref _running);
        int peak;
        while (running > (peak = Volatile.Read(ref _peak)) && Interlocked.CompareExchange(ref _peak, running, peak) != peak)
        {
        }
    }

    public void Ended() => Interlocked.Decrement(ref _running);

    public void Finished() => Interlocked.Increment(ref _copied);

    /// <summary>Counts bytes of a file in the making; the negative sum when it is whole, or given up.</summary>
    public void InFlight(long bytes) => Interlocked.Add(ref _bytesInFlight, bytes);
}
