namespace Jobs;

/// <summary>
/// Gives a member, or a member of a state type, its name on the wire. The default is the CLR name without a leading
/// <c>_</c>; two members of one wire name are an error.
/// </summary>
/// <param name="name">The name on the wire, 1 to 100 characters.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class JobNameAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}
