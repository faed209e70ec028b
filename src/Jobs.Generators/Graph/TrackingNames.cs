namespace Jobs.Generators.Graph;

/// <summary>The names of the graph's steps, for the tests of what is cached.</summary>
internal static class TrackingNames
{
    /// <summary>The file that the project asks for, or an empty text.</summary>
    public const string File = nameof(File);

    /// <summary>The jobs and who submits whom; null where nobody asked.</summary>
    public const string Graph = nameof(Graph);
}
