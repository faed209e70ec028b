namespace Jobs.Runtime.Tests.WorkerPool;

/// <summary>Waits for signals, with a bound that only a broken test reaches.</summary>
internal static class Patiently
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Await(this ManualResetEventSlim signal) => Assert.True(signal.Wait(Limit), "The signal never came.");

    public static void Await(this CountdownEvent signal) =>
        Assert.True(signal.Wait(Limit), $"{signal.CurrentCount} of {signal.InitialCount} signals never came.");

    /// <summary>For what a thread does without a signal, such as having begun to block.</summary>
    public static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Limit), "It never became true.");
}
