namespace Jobs.WorkerPool;

/// <summary>
/// What the scheduler queues: an <see cref="Action{T}"/> or a <see cref="SendOrPostCallback"/> and its state, or a task of
/// its own. One word for all three, told apart by type, so that none needs an object around it.
/// </summary>
internal readonly record struct WorkEntry(object Work, object? State);
