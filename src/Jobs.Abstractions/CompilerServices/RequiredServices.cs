using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>Resolves the services that a job or task asks for in its parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequiredServices
{
    /// <summary>The service, or an error that says which method of which job wants it.</summary>
    /// <exception cref="JobUsageException">The container does not have it.</exception>
    public static T Get<T>(IServiceProvider services, string jobName, string method)
        where T : notnull =>
        services.GetService(typeof(T)) is T service
            ? service
            : throw new JobUsageException(
                $"{method} of job '{jobName}' takes a {typeof(T)}, which is not registered. " +
                $"Register it with the host's services, or remove the parameter.");
}
