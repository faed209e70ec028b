namespace Jobs;

/// <summary>A failure as it is stored: a value, not an exception, so that it reads the same after a restart.</summary>
/// <param name="Type">The full name of the exception's type, or a word of the framework's such as <c>Timeout</c>.</param>
/// <param name="Message">The message, at most 4,096 characters.</param>
/// <param name="IsPermanent">Whether trying again was ruled out.</param>
/// <param name="Detail">The stack trace, at most 16,384 characters, or null.</param>
public sealed record JobError(string Type, string Message, bool IsPermanent = false, string? Detail = null)
{
    private const int MessageLengthMax = 4096;
    private const int DetailLengthMax = 16384;

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
