using System.Globalization;
using System.Runtime.InteropServices;

namespace Jobs.Store;

/// <summary>Users of a Unix, by their numbers: whose a file is, and what that user is called. Elsewhere nothing is known.</summary>
internal static partial class UnixUser
{
    private const string Accounts = "/etc/passwd";

    /// <summary>The user as which this process runs.</summary>
    public static uint Current() => GetEffectiveUser();

    /// <summary>The user whose a file is, by name, when it is not the one as which this process runs; else null, and where that is not known.</summary>
    public static string? OtherOwnerOf(string path) => FileIdentity.Of(path) is { } file && file.User != Current() ? NameOf(file.User) : null;

    // Of a directory service's users the number must do: sudo takes it as well, with a # before it.
    private static string NameOf(uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        try
        {
            foreach (var line in File.ReadLines(Accounts))
            {
                if (line.Split(':') is [{ Length: > 0 } name, _, var id, ..] && id == number) return name;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The number is told instead.
        }

        return "#" + number;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
