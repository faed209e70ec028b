using Jobs.Generators.Model;

namespace Jobs.Generators.Graph;

/// <summary>The jobs of a project, by stored name.</summary>
internal sealed record JobGraph(EquatableArray<JobNode> Jobs);

/// <summary>One job.</summary>
/// <param name="Job">What is emitted for it, its tasks included.</param>
/// <param name="Submits">The stored names of the jobs that its class submits, sorted; also of those that other assemblies declare.</param>
internal sealed record JobNode(JobModel Job, EquatableArray<string> Submits);
