namespace Jobs.Crash.Tests.Kit;

/// <summary>A folder of one test's own. It stays when the test fails, for whoever looks into it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private bool _passed;

    public string Path { get; } = Directory.CreateTempSubdirectory("jobs-crash-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Nothing in it is of interest any more.</summary>
    public void Passed() => _passed = true;

    public void Dispose()
    {
        if (_passed) Directory.Delete(Path, recursive: true);
    }
}
