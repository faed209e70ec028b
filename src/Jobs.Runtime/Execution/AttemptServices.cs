using Microsoft.Extensions.DependencyInjection;

namespace Jobs.Execution;

/// <summary>
/// The services of one attempt: a scope, made when the first service is asked for, since most jobs and tasks ask for none.
/// Not thread-safe: asked while parameters are gathered, disposed when the code has ended.
/// </summary>
internal sealed class AttemptServices(IServiceProvider root) : IServiceProvider, IAsyncDisposable
{
    private AsyncServiceScope? _scope;

    public object? GetService(Type serviceType)
    {
        // A host that was given no container has no scopes either: it says what is missing by the service's own name.
        if (_scope is null && root.GetService(typeof(IServiceScopeFactory)) is null) return root.GetService(serviceType);
        _scope ??= root.CreateAsyncScope();
        return _scope.Value.ServiceProvider.GetService(serviceType);
    }

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? default;
}
