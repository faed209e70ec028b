using Jobs.Sqlite;

namespace Jobs.Runtime.Tests.Store;

/// <summary>
/// Files as released versions left them, kept as SQL text so that a reviewer can read them. Each is the dump of a real
/// store and is never edited: a schema change that cannot open them would orphan somebody's jobs.
/// </summary>
internal static class Released
{
    public static void Unpack(string name, string path)
    {
        using var database = SqliteDatabase.Open(path, SqliteAccess.ReadWriteCreate, TimeSpan.Zero);
        database.Execute(Text(name));
    }

    // From the assembly: a build for CI does not say where its sources were.
    private static string Text(string name)
    {
        using var resource = typeof(Released).Assembly.GetManifestResourceStream($"Released/{name}")
            ?? throw new InvalidOperationException($"There is no released file '{name}'.");
        return new StreamReader(resource).ReadToEnd();
    }
}
