namespace Jobs.Integration.Tests.Kit;

/// <summary>A folder of its own for one test's store, gone with the test.</summary>
public sealed class TestStore : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("jobs-test-").FullName;

    public string File => Path.Combine(Folder, "jobs.db");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
