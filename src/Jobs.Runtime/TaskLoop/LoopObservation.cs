namespace Jobs.TaskLoop;

/// <summary>What a loop looks like at a moment; taking it changes nothing.</summary>
/// <param name="Turns">Turns run so far.</param>
/// <param name="TasksRun">Main tasks run so far.</param>
/// <param name="BackgroundRunning">Background tasks that were started and have not posted their result.</param>
/// <param name="InterruptedChains">Chains of follow-ups that reached their bound and wait for their next run.</param>
/// <param name="Lanes">The lanes, in the order they were added; the completion lane first.</param>
internal sealed record LoopObservation(
    long Turns, long TasksRun, int BackgroundRunning, int InterruptedChains, IReadOnlyList<LaneObservation> Lanes);

/// <summary>What a lane looks like at a moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">How it is served.</param>
/// <param name="Count">Tasks that were posted and have not run.</param>
/// <param name="IsStopped">Whether the loop takes nothing from it for now.</param>
internal sealed record LaneObservation(string Name, LaneClass Class, int Count, bool IsStopped);
