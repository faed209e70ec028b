namespace Jobs.Benchmarks.Reference;

/// <summary>The tables.</summary>
internal static class ReferenceSchema
{
    public const string Sql = """
        CREATE TABLE meta (epoch INTEGER NOT NULL, sequence INTEGER NOT NULL);
        INSERT INTO meta VALUES (1, 0);
        CREATE TABLE job (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, version INTEGER NOT NULL, status INTEGER NOT NULL,
            priority INTEGER NOT NULL, rank INTEGER NOT NULL, due INTEGER NOT NULL, fence INTEGER NOT NULL, submitted INTEGER NOT NULL);
        CREATE INDEX job_ready ON job (rank) WHERE status = 2;
        CREATE TABLE payload (id INTEGER PRIMARY KEY, input BLOB NOT NULL, state BLOB NOT NULL);
        CREATE TABLE history (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, version INTEGER NOT NULL, status INTEGER NOT NULL,
            submitted INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL, result BLOB);
        """;
}
