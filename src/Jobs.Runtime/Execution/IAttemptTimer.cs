namespace Jobs.Execution;

/// <summary>A timer that an attempt has started.</summary>
internal interface IAttemptTimer
{
    /// <summary>
    /// Takes it back, soon: a callback that is on its way may still come. Whoever needs it no more cancels it, else it would
    /// keep the attempt in memory until it is due.
    /// </summary>
    void Cancel();
}
