namespace Jobs.Generators;

/// <summary>
/// Work on one job that must not take the others down: an exception that leaves a generator discards the files of all jobs, and
/// the author sees a mere warning. What fails here is missing, and the compiler says where it is missed.
/// </summary>
internal static class Isolated
{
    /// <summary>The result, or null when the work failed. A cancellation passes: it is the compiler's, and means all jobs.</summary>
    public static T? OrNull<T>(Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
