namespace Jobs;

/// <summary>How a pool is used.</summary>
/// <param name="Slots">How many tasks may run at once.</param>
/// <param name="Running">How many run now.</param>
/// <param name="PeakRunning">The most that ran at once since the start.</param>
public readonly record struct PoolUse(int Slots, int Running, int PeakRunning);
