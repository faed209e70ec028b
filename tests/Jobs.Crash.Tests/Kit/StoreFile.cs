using Microsoft.Data.Sqlite;

namespace Jobs.Crash.Tests.Kit;

/// <summary>Looks into a store's file as a stranger does, with SQL, when nobody owns it.</summary>
internal static class StoreFile
{
    /// <summary>What SQLite itself says of the file: "ok".</summary>
    public static string CheckIntegrity(string file) => (string)Scalar(file, "PRAGMA integrity_check");

    /// <summary>A number.</summary>
    public static long Count(string file, string sql) => (long)Scalar(file, sql);

    /// <summary>Changes it.</summary>
    public static void Run(string file, string sql) => Scalar(file, sql);

    private static object Scalar(string file, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
