namespace Jobs.Execution;

/// <summary>Who has tasks to start and takes their ends: a group, or a single dispatch.</summary>
internal interface ITaskFeed
{
    /// <summary>How many tasks were dispatched and not handed to a pool yet. Called under the scope's gate.</summary>
    int UnstartedCount { get; }

    /// <summary>The next task to hand to its pool, or null for now. Called under the scope's gate; must not run user code.</summary>
    TaskWork? TryNext();

    /// <summary>The attempt is interrupted: whoever waits is to look.</summary>
    void Wake();
}
