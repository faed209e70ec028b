using System.Collections.Frozen;
using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>Stored name → descriptor, former names included. Immutable; the only way from a row to code: no type is ever loaded by a stored name.</summary>
internal sealed class JobCatalog
{
    private readonly FrozenDictionary<string, JobDescriptor> _byName;
    private readonly FrozenDictionary<Type, JobDescriptor> _byType;

    public JobCatalog(JobCatalogBuilder builder)
    {
        _byName = builder.Descriptors.ToFrozenDictionary(StringComparer.Ordinal);
        _byType = builder.Descriptors.Values.DistinctBy(d => d.JobType).ToFrozenDictionary(d => d.JobType);
    }

    public IReadOnlyCollection<JobDescriptor> Descriptors => _byType.Values;

    public JobDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether this host runs jobs of the descriptor's class; asked at submit, so that no row is stored that nobody here can run.</summary>
    public void Require(JobDescriptor descriptor)
    {
        if (_byType.ContainsKey(descriptor.JobType)) return;
        throw new JobUsageException(
            $"Job '{descriptor.Name}' ({descriptor.JobType}) is not registered with this host. Call the generated " +
            $"Add…Jobs() of its assembly, or Add<{descriptor.JobType.Name}>(), where the host is built.");
    }
}
