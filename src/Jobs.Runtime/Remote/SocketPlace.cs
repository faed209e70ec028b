using System.Security.Cryptography;
using System.Text;

namespace Jobs.Remote;

/// <summary>
/// Where the owner of a store listens: in a folder beside the store that only its user may enter, or, when that path is too
/// long for a socket, in one under the temporary folder. The owner's card tells clients which.
/// </summary>
internal static class SocketPlace
{
    /// <summary>A socket's path may have 107 bytes on Linux and 103 on macOS.</summary>
    public const int PathBytesMax = 100;

    private const UnixFileMode OnlyTheUser = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// A socket for an owner of a store, by its canonical path, or null when even the short name is too long. Each has a name of
    /// its own: an owner removes its socket when it ends, and one that was stopped and replaced must not remove another's.
    /// </summary>
    public static string? Of(string store) => Of(store, Path.GetTempPath(), RandomNumberGenerator.GetHexString(6, lowercase: true));

    internal static string? Of(string store, string temporary, string mark)
    {
        var name = "socket-" + mark;
        var beside = Path.Combine(store + ".remote", name);
        if (Encoding.UTF8.GetByteCount(beside) <= PathBytesMax) return beside;

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(store)).AsSpan(0, 8));
        var shorter = Path.Combine(temporary, $"jobs-{hash}", name);
        return Encoding.UTF8.GetByteCount(shorter) <= PathBytesMax ? shorter : null;
    }

    /// <summary>Makes the folder of a socket, or finds it as it must be.</summary>
    /// <exception cref="IOException">It is a link, or somebody else may enter it.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static void Prepare(string socket)
    {
        var folder = Path.GetDirectoryName(socket)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder); // Its access list is inherited from the store's folder, and is all there is.
            return;
        }

        if (!Exists(folder)) Directory.CreateDirectory(folder, OnlyTheUser);
        Require(socket);
    }

    /// <summary>Demands that the folder of a socket is this user's alone. Asked by both ends.</summary>
    /// <inheritdoc cref="Prepare" path="/exception"/>
    public static void Require(string socket)
    {
        if (OperatingSystem.IsWindows()) return;

        var folder = Path.GetDirectoryName(socket)!;
        if (new FileInfo(folder).LinkTarget is not null) throw new IOException($"'{folder}' is a symbolic link; a socket's folder must not be one. Remove it.");
        if (File.GetUnixFileMode(folder) is var mode && mode != OnlyTheUser)
        {
            throw new IOException($"'{folder}' may be entered by others (mode {Convert.ToString((int)mode, 8)}). Make it yours alone: chmod 700 '{folder}'.");
        }

        // Only who owns a folder may set its mode: no other question tells the owner on every Unix.
        File.SetUnixFileMode(folder, OnlyTheUser);
    }

    /// <summary>Whether the folder of a socket is there, and is another user's.</summary>
    public static bool IsBarred(string socket)
    {
        try
        {
            if (Directory.Exists(Path.GetDirectoryName(socket))) Require(socket);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool Exists(string folder) => Directory.Exists(folder) || new FileInfo(folder).LinkTarget is not null;
}
