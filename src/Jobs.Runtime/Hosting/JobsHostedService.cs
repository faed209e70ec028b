using Microsoft.Extensions.Hosting;

namespace Jobs.Hosting;

/// <summary>Starts and stops the engine with the generic host.</summary>
internal sealed class JobsHostedService(JobsBuilder builder, IServiceProvider services) : IHostedService
{
    private JobsHost? _host; // Written by StartAsync, before anything else of the application runs.

    public JobsHost Host => _host ?? throw new JobUsageException("The jobs host has not started yet. It starts with the generic host: use it after StartAsync.");

    public async Task StartAsync(CancellationToken cancellationToken) => _host = await JobsHost.StartAsync(builder, services, cancellationToken).ConfigureAwait(false);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_host is not { } host) return;
        var stopping = host.StopAsync();

        // The generic host has lost patience: what is left goes to recovery.
        await using var hurry = cancellationToken.UnsafeRegister(static h => _ = ((JobsHost)h!).StopAsync(TimeSpan.Zero, TimeSpan.Zero), host).ConfigureAwait(false);
        await stopping.ConfigureAwait(false);
    }
}
