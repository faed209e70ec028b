namespace Jobs;

/// <summary>
/// Names what a job or a member was called before a rename, so that stored rows of the old name are still read. May be
/// repeated. New rows are always written under the current name.
/// </summary>
/// <param name="name">The former stored name.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter,
    AllowMultiple = true, Inherited = false)]
public sealed class FormerlyNamedAttribute(string name) : Attribute
{
    /// <summary>The former stored name.</summary>
    public string Name { get; } = name;
}
