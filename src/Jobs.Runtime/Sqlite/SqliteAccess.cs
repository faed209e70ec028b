namespace Jobs.Sqlite;

/// <summary>What a connection may do with its file.</summary>
internal enum SqliteAccess
{
    /// <summary>Read; the file must be there.</summary>
    ReadOnly,

    /// <summary>
    /// Read the file alone, without its WAL and without a lock, and make nothing beside it. Whoever reads so makes sure that nobody
    /// writes meanwhile.
    /// </summary>
    ReadImmutable,

    /// <summary>Read and write; the file must be there.</summary>
    ReadWrite,

    /// <summary>Read and write; the file is made when it is not there.</summary>
    ReadWriteCreate,
}
