using System.Buffers.Binary;
using System.Net.Sockets;
using Jobs.Store;

namespace Jobs.Remote;

/// <summary>
/// Whose process is at the other end of a socket, by the word of the kernel. Both ends ask: a folder that was entered when
/// it was open lets nobody speak, and a false owner is not spoken to. On Windows only the folder's access list stands guard.
/// </summary>
internal static class Peer
{
    /// <summary>Whether the other end runs as this process's user; true where the system cannot tell.</summary>
    public static bool IsThisUser(Socket socket) => UserOf(socket) is not { } user || user == UnixUser.Current();

    private static uint? UserOf(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            // SOL_SOCKET, SO_PEERCRED: process, user and group, four bytes each.
            Span<byte> credentials = stackalloc byte[12];
            var length = socket.GetRawSocketOption(1, 17, credentials);
            return length == credentials.Length ? Read(credentials[4..]) : throw new SocketException((int)SocketError.AccessDenied);
        }

        if (OperatingSystem.IsMacOS())
        {
            // SOL_LOCAL, LOCAL_PEERCRED: an xucred, whose second member is the user.
            Span<byte> credentials = stackalloc byte[76];
            var length = socket.GetRawSocketOption(0, 1, credentials);
            return length >= 8 ? Read(credentials[4..]) : throw new SocketException((int)SocketError.AccessDenied);
        }

        return null;
    }

    private static uint Read(ReadOnlySpan<byte> bytes) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
