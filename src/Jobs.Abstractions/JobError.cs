namespace Jobs;

/// <summary>A failure as it is stored: a value, not an exception, so that it reads the same after a restart.</summary>
/// <param name="Type">The full name of the exception's type, or a word of the framework's such as <c>Timeout</c>.</param>
/// <param name="Message">The message, at most 4,096 characters.</param>
/// <param name="IsPermanent">Whether trying again was ruled out.</param>
/// <param name="Detail">The stack trace, at most 16,384 characters, or null.</param>
public sealed record JobError(string Type, string Message, bool IsPermanent = false, string? Detail = null)
{
    /// <summary>The type that says: the host had no class of the job's name.</summary>
    internal const string UnknownJob = "UnknownJob";

    /// <summary>The type that says: the store could not be read when the job was to start.</summary>
    internal const string UnreadStore = "UnreadStore";

    private const int MessageLengthMax = 4096;
    private const int DetailLengthMax = 16384;

    /// <summary>
    /// Whether it says, of a job that waits or was cancelled while it did, why a host put the job off as it was: it had no class of its
    /// name, or could not read its bytes. No attempt was spent by it.
    /// </summary>
    /// <remarks>A payload error that is not permanent is an attempt's own: it spent one, and the job is tried again by its policy.</remarks>
    public bool IsParking => Type is UnknownJob or UnreadStore || (IsPermanent && Type == typeof(JobPayloadException).FullName);

    /// <summary>The stored form of an exception. Too long texts are cut, and end in an ellipsis.</summary>
    public static JobError FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new JobError(
            exception.GetType().FullName ?? exception.GetType().Name,
            Cut(TextOf(exception, static e => e.Message) ?? "", MessageLengthMax),
            exception is PermanentJobException,
            TextOf(exception, static e => e.StackTrace) is { } trace ? Cut(trace, DetailLengthMax) : null);
    }

    // Both are virtual, and so user code: a failure must not get lost because it cannot describe itself.
    private static string? TextOf(Exception exception, Func<Exception, string?> text)
    {
        try
        {
            return text(exception);
        }
        catch (Exception second)
        {
            return $"(It threw a {second.GetType()} when asked.)";
        }
    }

    /// <summary>Type and message in a line.</summary>
    public override string ToString() => $"{Type}: {Message}";

    private static string Cut(string text, int max) => text.Length <= max ? text : string.Concat(text.AsSpan(0, max - 1), "…");
}
