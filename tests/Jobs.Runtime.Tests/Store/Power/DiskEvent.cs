namespace Jobs.Runtime.Tests.Store.Power;

/// <summary>What was asked of a disk, or told to a test, in order.</summary>
internal enum DiskEventKind
{
    /// <summary>A file was made under a name that there was not.</summary>
    Created,

    /// <summary>Bytes were written.</summary>
    Written,

    /// <summary>The file was cut to a length.</summary>
    Truncated,

    /// <summary>Everything written to the file before is on the disk.</summary>
    Synced,

    /// <summary>A name was taken away.</summary>
    Deleted,

    /// <summary>Names made and taken away before are so on the disk.</summary>
    FolderSynced,

    /// <summary>No event of the disk: the test was told something, numbered by the offset.</summary>
    Told,
}

/// <summary>One event.</summary>
/// <param name="Kind">What.</param>
/// <param name="File">Which file, by the order of creation; a name that is used again names another file.</param>
/// <param name="Name">Its name in its folder.</param>
/// <param name="Offset">Where, or to which length.</param>
/// <param name="Bytes">What was written.</param>
internal readonly record struct DiskEvent(DiskEventKind Kind, int File = 0, string Name = "", long Offset = 0, byte[]? Bytes = null);
