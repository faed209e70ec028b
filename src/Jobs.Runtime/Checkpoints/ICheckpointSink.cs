using Jobs.Store;

namespace Jobs.Checkpoints;

/// <summary>Where checkpoints go: the open batch, through the main loop.</summary>
internal interface ICheckpointSink
{
    /// <summary>Adds an atom to the open batch, after those that this thread added before. Returns at once.</summary>
    void Commit(Atom atom);
}
