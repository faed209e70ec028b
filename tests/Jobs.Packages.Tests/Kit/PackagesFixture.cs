namespace Jobs.Packages.Tests.Kit;

/// <summary>Packed once, and built against once, for all tests of this project, which follow one another.</summary>
public sealed class PackagesFixture : IAsyncLifetime
{
    private PackedPackages? _packages;
    private ConsumerSolution? _consumer;
    private string? _builtHost;

    internal PackedPackages Packages => _packages!;

    internal ConsumerSolution Consumer => _consumer!;

    /// <summary>The host, compiled without a warning, for the runtime of this machine.</summary>
    internal async Task<string> BuiltHostAsync()
    {
        if (_builtHost is null)
        {
            await Consumer.RunAsync("build", "Acme.Host", "-c", "Release", "-v", "quiet", "-o", Consumer.PathOf("out", "built"));
            _builtHost = Consumer.PathOf("out", "built", "Acme.Host.dll");
        }

        return _builtHost;
    }

    public async Task InitializeAsync()
    {
        _packages = await PackedPackages.PackAsync();
        _consumer = new ConsumerSolution(_packages);
    }

    public Task DisposeAsync()
    {
        _consumer?.Delete();
        return Task.CompletedTask;
    }
}

/// <summary>The collection of those tests.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackagesFixture>
{
    internal const string Name = "packages";
}
