namespace Jobs.Benchmarks.Blockers;

/// <summary>Which code blocks while the others are measured.</summary>
internal enum BlockedCode
{
    /// <summary>None: what the others are held against.</summary>
    None,

    /// <summary><c>RunAsync</c> itself.</summary>
    Jobs,

    /// <summary>A task.</summary>
    Tasks,
}
