namespace Jobs;

/// <summary>
/// Declares, on a base class or interface, one of the types that a stored value may be, and the name that its rows know it by.
/// A member declared as the base then takes values of each declared type, and they are read back as what they were. May be
/// repeated; of two names for one type the first is written and both are read, which renames it.
/// </summary>
/// <param name="type">A class or struct that derives from the marked type, or implements it; or the marked class itself.</param>
/// <param name="name">Its name on the wire, 1 to 100 characters, unique in the hierarchy. It stands in the member <c>$type</c>.</param>
/// <remarks>
/// A value of another type is refused when it is written. A class that is not abstract and is not declared among its own types
/// is stored without a name, so that rows from before the declaration are still read.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class JobDerivedTypeAttribute(Type type, string name) : Attribute
{
    /// <summary>The declared type.</summary>
    public Type Type { get; } = type;

    /// <summary>Its name on the wire.</summary>
    public string Name { get; } = name;
}
