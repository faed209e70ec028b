namespace Jobs;

/// <summary>
/// Makes a partial class a job: the generator writes its storage, its checkpoint and resume code and a typed
/// <c>Context</c> for its <c>RunAsync</c>.
/// </summary>
/// <param name="name">
/// The stored name, 1 to 100 characters. Rows in the store carry this name and never the CLR name, so the class may be
/// renamed and moved freely; the stored name may not change while rows of it exist (see <see cref="FormerlyNamedAttribute"/>).
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class JobAttribute(string name) : Attribute
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;

    /// <summary>The version of the job's stored shape, 1 or more. Raise it when an upgrade of stored rows is needed. Default 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>
    /// How often the job may be attempted before it is dead-lettered, 1 to 1000; 0 takes the host's default.
    /// Interruptions (pause, shutdown, crash) never count.
    /// </summary>
    public int MaxAttempts { get; set; }

    /// <summary>The longest one attempt may take, in seconds; 0 means no limit. Default 0.</summary>
    public double TimeoutSeconds { get; set; }
}
