using Jobs;
using Jobs.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the engine with the services of a program.</summary>
public static class JobsServiceCollectionExtensions
{
    /// <summary>
    /// Adds an engine that starts and stops with the generic host, with <see cref="IJobClient"/> and <see cref="JobsHost"/>
    /// as services. A client may be taken by any service, hosted ones included: its calls wait until the engine has started.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says which store, which jobs and which options.</param>
    /// <exception cref="JobUsageException">It was called for these services before: their one client could not tell two stores apart.</exception>
    public static IServiceCollection AddJobs(this IServiceCollection services, Action<JobsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(JobsHostedService)))
        {
            throw new JobUsageException(
                "AddJobs was called twice for the same services, which have one engine, one store and one IJobClient. Call it once, with every Add…Jobs() in it; a second store is run by a JobsHost.StartAsync of your own, or in another process.");
        }

        services.AddSingleton(_ =>
        {
            var builder = new JobsBuilder();
            configure(builder);
            return builder;
        });
        services.AddSingleton(provider => new JobsHostedService(provider.GetRequiredService<JobsBuilder>(), provider));
        services.AddHostedService(provider => provider.GetRequiredService<JobsHostedService>());
        services.AddSingleton(provider => provider.GetRequiredService<JobsHostedService>().Host);
        services.AddSingleton<IJobClient>(provider => new HostedJobClient(provider.GetRequiredService<JobsHostedService>()));
        return services;
    }
}
