using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>
/// Reaches a job class's descriptor from its type alone. Implemented, explicitly, by the generated half of each class.
/// </summary>
/// <typeparam name="TSelf">The job class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJobDefinition<TSelf>
    where TSelf : class, IJobDefinition<TSelf>
{
    /// <summary>The descriptor.</summary>
    static abstract JobDescriptor Descriptor { get; }
}
