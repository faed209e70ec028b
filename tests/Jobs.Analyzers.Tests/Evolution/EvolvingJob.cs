namespace Jobs.Analyzers.Tests.Evolution;

/// <summary>One job as three deployments had it.</summary>
/// <param name="Name">Its stored name in the first of them, and the name of its golden files.</param>
/// <param name="Generations">Three of them.</param>
internal sealed record EvolvingJob(string Name, params Generation[] Generations)
{
    /// <summary>The namespace of the class in each generation's assembly.</summary>
    public string Namespace { get; } = "Evolving_" + Name.Replace('-', '_');
}

/// <summary>One generation of a job.</summary>
/// <param name="Members">What the class holds beside <c>RunAsync</c>.</param>
/// <param name="Make">The initializer of a job whose rows are the golden ones: <c>N = 1</c>.</param>
/// <param name="Show">What a job holds, as an interpolated text without its dollar and quotes.</param>
/// <param name="Reads">What <paramref name="Show"/> gives for the golden rows of each generation up to this one.</param>
internal sealed record Generation(string Members, string Make, string Show, params string[] Reads)
{
    public int Version { get; init; } = 1;

    /// <summary>The stored name, where it is not the job's first.</summary>
    public string? StoredName { get; init; }

    /// <summary>Further attributes of the class, each with its brackets.</summary>
    public string Attributes { get; init; } = "";

    /// <summary>State types beside the class.</summary>
    public string Types { get; init; } = "";

    /// <summary>Its source, in a namespace of its own.</summary>
    public string Source(EvolvingJob job) => $$"""
        namespace {{job.Namespace}}
        {
            {{Types}}
            [Job("{{StoredName ?? job.Name}}", Version = {{Version}})] {{Attributes}}
            public partial class Evolving
            {
                {{Members}}
                private Task RunAsync(Context ctx) => Task.CompletedTask;
                public static Evolving Make() => new() { {{Make}} };
                public string Show() => System.FormattableString.Invariant($"{{Show}}");
            }
        }

        """;
}
