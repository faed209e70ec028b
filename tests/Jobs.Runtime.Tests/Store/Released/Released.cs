using System.Runtime.CompilerServices;
using Jobs.Sqlite;
using Microsoft.Data.Sqlite;

namespace Jobs.Runtime.Tests.Store;

/// <summary>
/// Files as released versions left them, kept as SQL text so that a reviewer can read them. Each is the dump of a real
/// store and is never edited: a schema change that cannot open them would orphan somebody's jobs.
/// </summary>
internal static class Released
{
    public static void Unpack(string name, string path)
    {
        using var database = SqliteDatabase.Open(path, SqliteOpenMode.ReadWriteCreate, TimeSpan.Zero);
        database.Execute(File.ReadAllText(Path.Combine(Folder(), name)));
    }

    private static string Folder([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
