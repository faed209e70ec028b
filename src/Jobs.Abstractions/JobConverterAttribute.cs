namespace Jobs;

/// <summary>
/// Names the converter that stores a type: on a member or a parameter for that one, on a type for all its values, on the assembly
/// for every value in the jobs of the assembly, which is the way for types of others. The nearest counts.
/// </summary>
/// <param name="converter">A type that implements <see cref="IJobConverter{T}"/> of the stored type; accessible from the job.</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface
        | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter,
    AllowMultiple = true, Inherited = false)]
public sealed class JobConverterAttribute(Type converter) : Attribute
{
    /// <summary>The converter.</summary>
    public Type Converter { get; } = converter;
}
