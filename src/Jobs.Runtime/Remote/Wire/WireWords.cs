namespace Jobs.Remote;

/// <summary>The words of the protocol. docs/remote.md explains each; a word never changes its meaning within a version.</summary>
internal static class WireWords
{
    /// <summary>The version that both ends must speak.</summary>
    public const int Protocol = 1;

    public const string Submit = "submit";
    public const string Find = "find";
    public const string Await = "await";
    public const string Command = "command";
    public const string Retry = "retry";
    public const string Query = "query";
    public const string Log = "log";
    public const string Stats = "stats";
    public const string Follow = "follow";
    public const string Drop = "drop";
    public const string Ping = "ping";
}

/// <summary>What kind of error an answer tells of; stands for an exception that the client throws.</summary>
internal static class WireErrors
{
    /// <summary>The message was not as the protocol wants it; the connection ends.</summary>
    public const string Protocol = "protocol";

    /// <summary>Another version of the protocol is spoken here; the connection ends.</summary>
    public const string Version = "version";

    /// <summary>The nonce is that of another owner; the connection ends.</summary>
    public const string Owner = "owner";

    /// <summary>A bound is reached: too many connections, too many waits.</summary>
    public const string Busy = "busy";

    /// <summary>The owner stops; ask the next one.</summary>
    public const string Stopping = "stopping";

    public const string Usage = "usage";
    public const string Payload = "payload";
    public const string UnknownJob = "unknown-job";
    public const string Store = "store";
    public const string Refused = "refused";
}
