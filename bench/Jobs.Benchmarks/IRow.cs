namespace Jobs.Benchmarks;

/// <summary>One question that the benchmarks answer.</summary>
internal interface IRow
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures and its options, in a line.</summary>
    string Summary { get; }

    /// <summary>Measures, and prints its tables.</summary>
    Task RunAsync(Arguments arguments);
}
