using System.Collections.Immutable;

namespace FileCopy;

/// <summary>What a copy came to, over all the starts that it took.</summary>
/// <param name="Files">The files that are at the destination.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Worked">How long the job ran; not how long it waited to be started again.</param>
/// <param name="Failed">How many files and folders could not be copied.</param>
/// <param name="Failures">The first of them: a report is stored whole, so it names a bounded number.</param>
public sealed record CopyReport(int Files, long Bytes, TimeSpan Worked, int Failed, ImmutableArray<CopyFailure> Failures);
