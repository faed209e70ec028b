namespace Jobs.Store;

/// <summary>What an outcome becomes when its own bytes, or what it builds on, could not be stored: a job that has ended must not stay active.</summary>
internal static class OutcomeRejection
{
    /// <summary>The error type in history.</summary>
    public const string ErrorType = "OutcomeRejected";

    /// <summary>The error that stands in for the result.</summary>
    public static JobError Error(OutcomeAtom atom, string reason) =>
        new(ErrorType, $"The job ended as {atom.Status}, but its outcome could not be stored: {reason}", IsPermanent: true);
}
