namespace Jobs;

/// <summary>Leaves a member of a job out of its stored state. After a resume the member has the value of its initializer.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class JobIgnoreAttribute : Attribute;
