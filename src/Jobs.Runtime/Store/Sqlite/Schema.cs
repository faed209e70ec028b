using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>Brings a file to the newest schema, one version a transaction; forward only.</summary>
internal static class Schema
{
    /// <summary>Marks a file as ours: "Jobs" in ASCII.</summary>
    public const int ApplicationId = 0x4A6F6273;

    // Position n holds the step from version n to n + 1.
    private static readonly string[] Steps = [SchemaV1.Sql, SchemaV2.Sql, SchemaV3.Sql, SchemaV4.Sql, SchemaV5.Sql];

    /// <summary>The newest version.</summary>
    public static int Version => Steps.Length;

    /// <summary>The version of a file: 0 when it is empty.</summary>
    /// <exception cref="JobStoreException">Foreign or newer.</exception>
    public static int VersionOf(SqliteDatabase database, string path)
    {
        var version = (int)database.QueryNumber("PRAGMA user_version");
        if (database.QueryNumber("PRAGMA application_id") != ApplicationId)
        {
            var isEmpty = version == 0 && database.QueryNumber("SELECT count(*) FROM sqlite_master") == 0;
            return isEmpty ? 0 : throw StoreFaults.Foreign(path);
        }

        return version <= Version ? version : throw StoreFaults.Newer(path, version, Version);
    }

    /// <summary>Takes the steps that a file lacks.</summary>
    public static void Migrate(SqliteDatabase database, int version)
    {
        for (; version < Version; version++)
        {
            // The version is written within the step: a crash in between leaves the file at the one or the other.
            database.Execute($"""
                BEGIN IMMEDIATE;
                {Steps[version]}
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {version + 1};
                COMMIT;
                """);
        }
    }
}
