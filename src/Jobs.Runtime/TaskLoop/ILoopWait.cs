namespace Jobs.TaskLoop;

/// <summary>
/// How an idle loop waits. A signal is sticky: one that comes while nobody waits makes the next wait return at once, and
/// any number of signals before a wait count as one.
/// </summary>
internal interface ILoopWait
{
    /// <summary>Ends the present or the next wait. Called by any thread.</summary>
    void Signal();

    /// <summary>Waits for a signal, at most for <paramref name="timeout"/>, and takes it. Called by the loop's thread only.</summary>
    void Wait(TimeSpan timeout);
}
