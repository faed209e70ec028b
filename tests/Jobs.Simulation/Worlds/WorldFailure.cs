namespace Jobs.Simulation.Worlds;

/// <summary>An invariant that did not hold in a world.</summary>
internal sealed class WorldFailure(string message, Exception? inner = null) : Exception(message, inner);
