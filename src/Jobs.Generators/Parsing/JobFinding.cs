using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>
/// One thing that is wrong with a job class. It holds a location and so never enters the generator's pipeline; only the
/// analyzers collect findings.
/// </summary>
/// <param name="Kind">What.</param>
/// <param name="Location">Where the author can mend it.</param>
/// <param name="Arguments">As the kind says.</param>
internal sealed record JobFinding(JobFindingKind Kind, Location Location, ImmutableArray<string> Arguments)
{
    /// <summary>The member, task or type that the finding is about, for fixes; null when it is the class.</summary>
    public ISymbol? Symbol { get; init; }
}
