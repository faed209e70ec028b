namespace Jobs.Diagnostics;

/// <summary>The ids of log events. An id is never reused.</summary>
internal static class EventIds
{
    public const int StoreOpened = 1;
    public const int StoreFull = 2;
    public const int StoreRecovered = 3;
    public const int StoreBroken = 4;
    public const int StoreWarning = 5;
    public const int NotStarted = 6;
    public const int JobRetrying = 10;
    public const int JobEnded = 11;
    public const int JobParked = 12;
    public const int JobQuarantined = 13;
    public const int AttemptAbandoned = 14;
    public const int AttemptStale = 15;
    public const int AttemptUnhandled = 16;
    public const int TasksAbandoned = 17;
    public const int TooManyAbandoned = 18;
    public const int TaskRetrying = 19;
    public const int LoopFault = 20;
    public const int Stopping = 21;
    public const int Stopped = 22;
    public const int RemoteUnavailable = 30;
    public const int RemoteFault = 31;
}
