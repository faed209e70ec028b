using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Jobs.Crash.Worker;

/// <summary>
/// The other end of a socket, for a test that runs it as another user: one that knocks at an owner's, and one that pretends
/// to be an owner.
/// </summary>
internal static class PeerMode
{
    /// <summary>Connects, greets as a client does, and tells whether anything was answered.</summary>
    public static int Knock(string path, string nonce)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        var greeting = Encoding.UTF8.GetBytes($$"""{"protocol":1,"nonce":"{{nonce}}"}""");
        var frame = new byte[4 + greeting.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, greeting.Length);
        greeting.CopyTo(frame, 4);
        try
        {
            socket.Send(frame);
            Console.WriteLine(socket.Receive(new byte[4]) > 0 ? "answered" : "hung up");
        }
        catch (SocketException)
        {
            Console.WriteLine("hung up");
        }

        return 0;
    }

    /// <summary>Listens until its input ends, and says to whoever comes what an owner says.</summary>
    public static int Pretend(string path)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        Console.WriteLine("listens");
        while (Console.In.ReadLine() is not null)
        {
        }

        return 0;
    }
}
