namespace Jobs.Execution;

/// <summary>A task that has a timeout.</summary>
internal interface ITimedTask
{
    /// <summary>The grace after the timeout is over: fail it if its code still runs. Called on the loop.</summary>
    void GiveUpAfterTimeout();
}
