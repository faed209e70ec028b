namespace Jobs.Sqlite;

/// <summary>What a connection may do with its file.</summary>
internal enum SqliteAccess
{
    /// <summary>Read; the file must be there.</summary>
    ReadOnly,

    /// <summary>Read and write; the file must be there.</summary>
    ReadWrite,

    /// <summary>Read and write; the file is made when it is not there.</summary>
    ReadWriteCreate,
}
