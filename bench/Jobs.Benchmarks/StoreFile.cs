using Microsoft.Data.Sqlite;

namespace Jobs.Benchmarks;

/// <summary>A store's file: hosts on it, and a look into it from outside, as a sceptic would take it.</summary>
internal static class StoreFile
{
    public static Task<JobsHost> StartAsync(string file, bool flushed, Action<JobsBuilder>? configure = null) =>
        JobsHost.StartAsync(jobs =>
        {
            jobs.UseSqlite(file).AddJobsBenchmarksJobs();
            jobs.Options.Durability = flushed ? Durability.Flushed : Durability.Committed;
            configure?.Invoke(jobs);
        });

    /// <summary>Transactions of the present owner: each batch is one, and writes its number.</summary>
    public static long CommitsOf(string file) => Query(file, "SELECT sequence FROM meta");

    /// <summary>Jobs in history that have a result, and jobs that are still active.</summary>
    public static (long Ended, long Active) CountJobs(string file) =>
        (Query(file, "SELECT count(*) FROM history WHERE result IS NOT NULL"), Query(file, "SELECT count(*) FROM job"));

    private static long Query(string file, string sql)
    {
        // Read-only and not pooled: it never holds a lock that the owner would meet, nor keeps the file open.
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
