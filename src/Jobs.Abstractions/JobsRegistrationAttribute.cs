namespace Jobs;

/// <summary>
/// Names the generated registration method of this assembly, <c>Add{name}Jobs()</c>. Without it the assembly's name is
/// used with every character that an identifier cannot hold left out. Needed only where two assemblies would clash.
/// </summary>
/// <param name="name">The middle part of the method's name: letters, digits and underscores.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class JobsRegistrationAttribute(string name) : Attribute
{
    /// <summary>The middle part of the method's name.</summary>
    public string Name { get; } = name;
}
