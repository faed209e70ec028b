namespace Jobs;

/// <summary>
/// Leaves a member of a job out of its stored state. In each attempt, the first one too, the member begins with the value of its
/// initializer: what whoever submits the job sets on it never arrives.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class JobIgnoreAttribute : Attribute;
