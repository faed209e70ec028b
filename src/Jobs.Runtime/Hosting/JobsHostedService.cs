using Jobs.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Jobs.Hosting;

/// <summary>Starts and stops the engine with the generic host.</summary>
internal sealed class JobsHostedService(JobsBuilder builder, IServiceProvider services) : IHostedService
{
    private readonly TaskCompletionSource<JobsHost> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The running host, once it has started; faulted when it could not.</summary>
    public Task<JobsHost> Started => _started.Task;

    public JobsHost Host => _started.Task.IsCompletedSuccessfully
        ? _started.Task.Result
        : throw new JobUsageException(
            "The jobs host has not started yet: it starts with the generic host, after every service was made. Take an IJobClient, whose calls wait for it.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var host = await JobsHost.StartAsync(builder, services, cancellationToken).ConfigureAwait(false);
            _started.TrySetResult(host);
            if (builder.Options.StopApplicationOnStoreLoss) _ = StopOnLossAsync(host);
        }
        catch (Exception e)
        {
            _started.TrySetException(e);

            // The generic host tells it next, but in the middle of a stack trace, and a program that does not catch it tells it so again.
            if (e is JobException) JobsHost.LoggerOf(services).NotStarted(e.Message);
            throw;
        }
    }

    // Whoever restarts programs that end makes a host that recovers; one that stays would refuse every job for ever.
    private async Task StopOnLossAsync(JobsHost host)
    {
        await host.StoreLost.ConfigureAwait(false);
        Environment.ExitCode = 1;
        (services.GetService(typeof(IHostApplicationLifetime)) as IHostApplicationLifetime)?.StopApplication();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_started.Task.IsCompletedSuccessfully) return;
        var host = _started.Task.Result;
        var stopping = host.StopAsync();

        // The generic host has lost patience: what is left goes to recovery.
        await using var hurry = cancellationToken.UnsafeRegister(static h => _ = ((JobsHost)h!).StopAsync(TimeSpan.Zero, TimeSpan.Zero), host).ConfigureAwait(false);
        await stopping.ConfigureAwait(false);
    }
}
