namespace Jobs;

/// <summary>Why a store cannot be used.</summary>
public enum JobStoreFault
{
    /// <summary>Another process owns it.</summary>
    Owned,

    /// <summary>This process may not write the file or its folder.</summary>
    ReadOnly,

    /// <summary>The file is damaged.</summary>
    Corrupt,

    /// <summary>A newer version of Jobs wrote it.</summary>
    Newer,

    /// <summary>A file that is no store of Jobs: a SQLite database of another program, or no database at all.</summary>
    Foreign,

    /// <summary>No room is left on its volume.</summary>
    Full,

    /// <summary>The file or its folder is gone, or cannot be reached.</summary>
    Missing,

    /// <summary>It lies on a file system that cannot lock, or is reached by a second name.</summary>
    Unsupported,

    /// <summary>An I/O error.</summary>
    Io,

    /// <summary>The process that owns it lives and does not answer: it is stopped, or hangs.</summary>
    Silent,

    /// <summary>This process has no memory left for it.</summary>
    OutOfMemory,

    /// <summary>An older version of Jobs wrote it, and this process is not to own it, only to visit.</summary>
    Older,

    /// <summary>It belongs to another user: this process may not read it, or its owner speaks with processes of that user alone.</summary>
    Denied,
}

/// <summary>The store cannot be used. The message names the file and says what to do.</summary>
public sealed class JobStoreException : JobException
{
    /// <summary>Makes one.</summary>
    public JobStoreException(JobStoreFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>Why.</summary>
    public JobStoreFault Fault { get; }
}
