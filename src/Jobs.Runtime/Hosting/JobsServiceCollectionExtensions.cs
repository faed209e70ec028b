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
    public static IServiceCollection AddJobs(this IServiceCollection services, Action<JobsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
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
