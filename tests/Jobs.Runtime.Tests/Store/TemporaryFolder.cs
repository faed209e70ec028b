namespace Jobs.Runtime.Tests.Store;

/// <summary>A folder of a test's own.</summary>
/// <param name="inMemory">On a volume of memory where the system has one: for tests to whose claim no flush matters, and which would wait for thousands.</param>
internal sealed class TemporaryFolder(bool inMemory = false) : IDisposable
{
    private const string MemoryVolume = "/dev/shm";

    public string Path { get; } = inMemory && Directory.Exists(MemoryVolume)
        ? Directory.CreateDirectory($"{MemoryVolume}/jobs-store-{Guid.NewGuid():N}").FullName
        : Directory.CreateTempSubdirectory("jobs-store-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
