namespace Jobs.Store;

/// <summary>An atom contradicts what is stored: a gap in a journal, a result that is not there. Becomes a rejection; leaves the store never.</summary>
internal sealed class AtomRefusedException(string message) : Exception(message);
