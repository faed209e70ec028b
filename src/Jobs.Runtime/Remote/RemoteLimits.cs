namespace Jobs.Remote;

/// <summary>The bounds of what processes say to each other, in one place. Both ends keep them.</summary>
internal sealed record RemoteLimits
{
    /// <summary>The defaults.</summary>
    public static RemoteLimits Default { get; } = new();

    /// <summary>
    /// One frame. Above what a submit may carry (input 1 MiB) with room for an initial state; a longer answer is a page with a
    /// next one. Memory grows as bytes come, never by what a frame announces.
    /// </summary>
    public int FrameBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>A frame before the handshake is over: a stranger is not listened to for long.</summary>
    public int HandshakeBytesMax { get; init; } = 1024;

    /// <summary>Connections at once. A process needs one.</summary>
    public int ConnectionsMax { get; init; } = 64;

    /// <summary>Waits and subscriptions under way on one connection; one more is refused.</summary>
    public int WaitsMax { get; init; } = 1024;

    /// <summary>Other requests in work on one connection; the next is not read before one of them is answered.</summary>
    public int RequestsMax { get; init; } = 8;

    /// <summary>Requests a second of one connection, beyond which it is read later. In a burst it may have two seconds' worth.</summary>
    public int RequestsPerSecond { get; init; } = 2000;

    /// <summary>Jobs in one submit.</summary>
    public int JobsPerSubmitMax { get; init; } = 256;

    /// <summary>Events that are kept for one subscription.</summary>
    public int EventsMax { get; init; } = 65_536;

    /// <summary>From the connection to the end of the handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the first byte of a frame to its last: who sends a byte now and then is not waited for.</summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection on which nothing is under way. A client that has more to say connects again.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Until a frame is taken by the other end: who does not read is cut off.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long no connection is taken after one could not be, as when no file can be opened.</summary>
    public TimeSpan AcceptPause { get; init; } = TimeSpan.FromSeconds(1);
}
