namespace Jobs.Benchmarks.Measuring;

/// <summary>One of the things that take turns within a round.</summary>
internal interface IContender
{
    /// <summary>What its line in the table says.</summary>
    string Name { get; }

    /// <summary>
    /// Prepares itself from nothing, does the work once under a stopwatch of its own, and checks afterwards that the work
    /// was really done; only the middle part is timed.
    /// </summary>
    /// <param name="folder">An empty folder of its own, deleted afterwards.</param>
    ValueTask<RunFigures> RunAsync(string folder);
}
