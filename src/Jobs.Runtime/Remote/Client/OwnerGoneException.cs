namespace Jobs.Remote;

/// <summary>A connection ended before its answer came, or nobody can be reached now: the call is made again, elsewhere.</summary>
internal sealed class OwnerGoneException(string message, Exception? inner = null) : Exception(message, inner);
