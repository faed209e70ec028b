namespace Jobs;

/// <summary>What a command came to. Every answer but <see cref="NotFound"/> is durable when it is given.</summary>
public enum CommandOutcome
{
    /// <summary>Done, or already so.</summary>
    Applied,

    /// <summary>The job had ended, or its end was on the way to the store, before the command was.</summary>
    AlreadyFinishing,

    /// <summary>No such job, active or in history.</summary>
    NotFound,
}
