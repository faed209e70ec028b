using System.Globalization;
using System.Net.Sockets;

namespace Jobs.Store;

/// <summary>
/// What a holder of the owner lock says of itself, in a file beside the lock, which cannot be read while it is held. A
/// second owner names it, a client finds its socket by it. Written whole, by renaming, so that nobody reads a half.
/// </summary>
/// <param name="Owner">Program and process id, for a person.</param>
/// <param name="Nonce">Tells this holder from a later one of the same name. No secret: who may read the folder may read it.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Host">The machine.</param>
/// <param name="Socket">Where it listens, or null: a visitor, or an owner that takes no clients.</param>
internal sealed record OwnerCard(string Owner, string Nonce, int ProcessId, string Host, string? Socket)
{
    /// <summary>
    /// Whether the holder only visits. A visitor keeps the nonce of the owner before it, so that who waits for the next owner
    /// can tell that there was none.
    /// </summary>
    public bool IsVisitor { get; init; }

    /// <summary>
    /// The number of the store's file in its file system, or 0: unknown, or not there yet. A copy of a store takes the card along, and would
    /// be commanded through the original's owner. Without the device, which a container may number otherwise.
    /// </summary>
    public ulong StoreFile { get; init; }

    private const string ProcessWord = "pid ";
    private const string HostWord = "host ";
    private const string SocketWord = "socket ";
    private const string StoreWord = "store ";

    /// <summary>This program and its process id, for a person. Only an ending that says that it is a program is left out: others are part of a name, such as Acme.Files.</summary>
    public static string ThisProcess { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{(OperatingSystem.IsWindows() ? Path.GetFileNameWithoutExtension(Environment.ProcessPath) : Path.GetFileName(Environment.ProcessPath)) ?? "process"} (pid {Environment.ProcessId})");

    /// <summary>A card for this process.</summary>
    public static OwnerCard Of(string owner, string? socket) =>
        new(owner, Guid.NewGuid().ToString("N"), Environment.ProcessId, Environment.MachineName, socket);

    /// <summary>The file of a store's card.</summary>
    public static string PathOf(string store) => store + ".owner.txt";

    /// <summary>The card beside a store, or null when there is none that can be read, or it is that of a store that this one was copied from.</summary>
    public static OwnerCard? TryRead(string store)
    {
        try
        {
            var card = Parse(File.ReadAllLines(PathOf(store)));
            return card is { StoreFile: > 0 } && FileIdentity.Of(store) is { } file && file.Inode != card.StoreFile ? null : card;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Puts this card beside a store. Only the holder of the lock does.</summary>
    public void Write(string store)
    {
        var fresh = PathOf(store) + ".new";
        File.WriteAllLines(fresh, Lines(FileIdentity.Of(store)?.Inode ?? 0));
        File.Move(fresh, PathOf(store), overwrite: true);
    }

    /// <summary>Whether a process listens where this card says: a socket that is left over refuses at once.</summary>
    public bool IsListening()
    {
        if (Socket is null || !File.Exists(Socket)) return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Blocking = false; // A queue of connections that is full must not hold us up: somebody listens.
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress or SocketError.TryAgain;
        }
        catch (ArgumentException)
        {
            return false; // Too long a path for a socket of this system.
        }
    }

    private IEnumerable<string> Lines(ulong file)
    {
        yield return $"{Owner} ({Nonce})";
        yield return ProcessWord + ProcessId.ToString(CultureInfo.InvariantCulture);
        yield return HostWord + Host;
        if (Socket is not null) yield return SocketWord + Socket;
        if (file > 0) yield return StoreWord + file.ToString(CultureInfo.InvariantCulture);
    }

    private static OwnerCard? Parse(string[] lines)
    {
        if (lines.Length == 0 || lines[0].LastIndexOf(" (", StringComparison.Ordinal) is not (> 0 and var at) || !lines[0].EndsWith(')')) return null;
        return new OwnerCard(
            lines[0][..at],
            lines[0][(at + 2)..^1],
            int.TryParse(Find(ProcessWord), CultureInfo.InvariantCulture, out var id) ? id : 0,
            Find(HostWord) ?? "",
            Find(SocketWord)) { StoreFile = ulong.TryParse(Find(StoreWord), CultureInfo.InvariantCulture, out var file) ? file : 0 };

        string? Find(string word) => Array.Find(lines, l => l.StartsWith(word, StringComparison.Ordinal))?[word.Length..];
    }
}
