namespace Jobs.Store;

/// <summary>One legal edge of a job's life.</summary>
/// <param name="From">Where it starts, or null for a job that is not stored yet.</param>
/// <param name="To">Where it leads.</param>
/// <param name="Cause">What takes it.</param>
internal readonly record struct JobTransition(JobStatus? From, JobStatus To, TransitionCause Cause);
