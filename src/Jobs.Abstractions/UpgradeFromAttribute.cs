namespace Jobs;

/// <summary>
/// Makes a static method of a job the upgrade of rows that were stored by one older version to the next one. Its parameters
/// take stored members by name, whatever the case of the first letter, and its <c>out</c> parameters replace or add members,
/// again by name. All other members go on as they are.
/// </summary>
/// <remarks>
/// A row passes through the upgrades of every version from its own up to the one before the class's, in order; a version
/// without one changes nothing. An upgrade runs each time that a row of its version is restored, until a checkpoint has stored
/// the job anew, so it is a function of its parameters and of nothing else. What it throws parks the row with the reason, and
/// nothing of the row is lost. Journaled members are stored apart and take no part.
/// </remarks>
/// <param name="version">The version that stored the row, from 1 to one below the job's <see cref="JobAttribute.Version"/>.</param>
/// <example>
/// <code>
/// // Version 1 kept one source, and counted megabytes.
/// [UpgradeFrom(1)]
/// private static void FromOneSource(string source, int megabytes, out ImmutableArray&lt;string&gt; sources, out long bytes) =>
///     (sources, bytes) = ([source], megabytes * 1_000_000L);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class UpgradeFromAttribute(int version) : Attribute
{
    /// <summary>The version that stored the row.</summary>
    public int Version { get; } = version;
}
