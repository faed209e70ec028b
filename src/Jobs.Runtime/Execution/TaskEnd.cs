namespace Jobs.Execution;

/// <summary>How a task ended, for whoever dispatched it.</summary>
/// <param name="ResultId">Its stored result, or 0 when it was not to be remembered.</param>
/// <param name="Value">What it returned.</param>
/// <param name="Error">Why it failed, or null.</param>
internal readonly record struct TaskEnd<TResult>(long ResultId, TResult Value, JobError? Error);
