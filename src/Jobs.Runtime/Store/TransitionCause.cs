namespace Jobs.Store;

/// <summary>What takes a job from one status to the next.</summary>
internal enum TransitionCause
{
    /// <summary>A client or a parent job submitted it.</summary>
    Submit,

    /// <summary>An operator has an ended job run again: this is the new one.</summary>
    RunAgain,

    /// <summary>Its due time has come.</summary>
    Due,

    /// <summary>The loop gave it a permit to run.</summary>
    Start,

    /// <summary>This host has no class of its stored name; it is put off until one may have it.</summary>
    UnknownName,

    /// <summary>It called for a durable sleep.</summary>
    Sleep,

    /// <summary>The sleep's deadline has come; the same attempt goes on.</summary>
    Wake,

    /// <summary>It made way for a higher priority; its frame waits in memory.</summary>
    Suspend,

    /// <summary>A permit is free for a suspended job; the same attempt goes on.</summary>
    Continue,

    /// <summary>Pause, shutdown or a crash ended the attempt; none is spent.</summary>
    Interrupt,

    /// <summary>The attempt failed and another one is left.</summary>
    Retry,

    /// <summary>Its <c>RunAsync</c> returned.</summary>
    Return,

    /// <summary>It failed in a way that ruled out another attempt.</summary>
    PermanentError,

    /// <summary>Its last attempt failed.</summary>
    AttemptsSpent,

    /// <summary>It, or a job above it, was cancelled.</summary>
    Cancel,

    /// <summary>It killed its process too often, the last time running alone.</summary>
    CrashesSpent,

    /// <summary>This host cannot read its stored bytes; it is put off, as it is, until one may be able to.</summary>
    Unreadable,
}
