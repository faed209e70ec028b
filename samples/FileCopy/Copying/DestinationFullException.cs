using System.Diagnostics.CodeAnalysis;
using Jobs;

namespace FileCopy;

/// <summary>No room is left at the destination: every further file would fail too, so the job stops.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Made in one place, from one cause.")]
internal sealed class DestinationFullException(string destination, IOException inner) : PermanentJobException(
    $"no room is left for {destination}: free some and start again, what is there already will be skipped", inner)
{
    private const int UnixNoSpace = 28; // ENOSPC on Linux and macOS, which .NET hands through as it is.
    private const int UnixQuota = 122; // EDQUOT on Linux.
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>How a stored error of a task says that it was this.</summary>
    public static bool Is(JobError error) => error.Type == typeof(DestinationFullException).FullName;

    public static bool IsCause(IOException exception) =>
        exception.HResult is UnixNoSpace or UnixQuota or WindowsDiskFull or WindowsHandleDiskFull;
}
