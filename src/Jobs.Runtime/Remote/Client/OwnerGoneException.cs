namespace Jobs.Remote;

/// <summary>A connection ended before its answer came, or nobody can be reached now: the call is made again, elsewhere.</summary>
internal sealed class OwnerGoneException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it listens where this process's user may not go: asked again, it would say nothing else.</summary>
    public bool IsOtherUsers { get; init; }
}
