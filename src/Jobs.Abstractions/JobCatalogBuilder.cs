using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// Collects the job classes that a host knows. The generated <c>Add{Assembly}Jobs()</c> adds all of an assembly. Not
/// thread-safe.
/// </summary>
public class JobCatalogBuilder
{
    private readonly Dictionary<string, JobDescriptor> _descriptors = new(StringComparer.Ordinal);

    /// <summary>The descriptors by stored name, former names included.</summary>
    public IReadOnlyDictionary<string, JobDescriptor> Descriptors => _descriptors;

    /// <summary>Adds one job class; adding the same class again changes nothing.</summary>
    /// <exception cref="JobUsageException">Another class has the same stored name.</exception>
    public JobCatalogBuilder Add<TJob>()
        where TJob : class, IJobDefinition<TJob>
    {
        var descriptor = TJob.Descriptor;
        AddName(descriptor.Name, descriptor);
        foreach (var former in descriptor.FormerNames) AddName(former, descriptor);
        return this;
    }

    private void AddName(string name, JobDescriptor descriptor)
    {
        if (_descriptors.TryAdd(name, descriptor)) return;
        var other = _descriptors[name];
        if (other.JobType == descriptor.JobType) return;
        throw new JobUsageException(
            $"Two job classes are stored as '{name}': {other.JobType} and {descriptor.JobType}. " +
            "Give one of them another name in its [Job] attribute.");
    }
}
