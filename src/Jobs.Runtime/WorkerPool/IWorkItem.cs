namespace Jobs.WorkerPool;

/// <summary>Work that needs a slot.</summary>
internal interface IWorkItem
{
    /// <summary>
    /// The last gate, called with the slot taken, just before the work: false gives the slot back at once and drops the item.
    /// What was cancelled while it waited says so here, so that nobody has to search the queues for it.
    /// </summary>
    bool TryStart();

    /// <summary>The work; its slot is taken until the returned task ends.</summary>
    ValueTask RunAsync();

    /// <summary>Told what <see cref="TryStart"/> or <see cref="RunAsync"/> threw, while the slot is still taken; must not throw.</summary>
    void OnCrashed(Exception fault);
}
