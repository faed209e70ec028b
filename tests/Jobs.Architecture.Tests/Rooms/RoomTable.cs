namespace Jobs.Architecture.Tests.Rooms;

/// <summary>
/// The rooms of Jobs.Runtime and the arrows between them. ARCHITECTURE.md quotes this table, and a test compares the two: a
/// new room or arrow is a reviewed line in both.
/// </summary>
internal static class RoomTable
{
    public const string Project = "src/Jobs.Runtime";

    /// <summary>
    /// The files that stand beside the rooms' folders: the public values that every room may throw or read, such as
    /// options and exceptions. They use no room.
    /// </summary>
    public static Room Edge { get; } = new(-1, "(root)", "public values that every room may name: exceptions, options");

    public static IReadOnlyList<Room> All { get; } =
    [
        new(4, "Hosting", "composition root and public edge: registration, options, client, hosted service", "Remote"),
        new(4, "Remote", "other processes: the owner's socket, and the client that finds it or visits a store at rest"),
        new(3, "Engine", "the concrete main and background tasks: submit, start, record an outcome, recover, drain"),
        new(2, "Dispatching", "admission and order: which job may start now"),
        new(2, "Execution", "one attempt of one job, and its tasks", "Checkpoints"),
        new(2, "Checkpoints", "what is saved, and when"),
        new(1, "Store", "rows, legal edges, SQL, the writer and the reader"),
        new(1, "Scheduling", "pure arithmetic of time, rank and ids"),
        new(1, "Catalog", "stored name to descriptor"),
        new(1, "Events", "notices to subscribers"),
        new(0, "TaskLoop", "the generic main loop with its lanes"),
        new(0, "WorkerPool", "threads, slots and queues for user code"),
        new(0, "Sqlite", "connection, statement and error codes"),
        new(0, "Diagnostics", "log messages, event ids and meters"),
        Edge,
    ];

    /// <summary>The room of a file of Jobs.Runtime, or null when its folder is in no table.</summary>
    public static Room? Of(string path)
    {
        if (!path.StartsWith(Project + "/", StringComparison.Ordinal)) return null;
        var below = path[(Project.Length + 1)..];
        var slash = below.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Edge : All.SingleOrDefault(room => room.Name == below[..slash]);
    }
}
