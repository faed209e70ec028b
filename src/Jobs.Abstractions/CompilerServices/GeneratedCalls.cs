using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>Brings what authors' methods return to one shape.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedCalls
{
    /// <summary>A method that returned a task with a value.</summary>
    /// <exception cref="JobUsageException">It returned null.</exception>
    public static ValueTask<T> From<T>(Task<T> task, string method) => new(task ?? throw ReturnedNull(method));

    /// <summary>A method that returned a task without a value.</summary>
    /// <exception cref="JobUsageException">It returned null.</exception>
    public static ValueTask<NoResult> From(Task task, string method)
    {
        if (task is null) throw ReturnedNull(method);
        return task.IsCompletedSuccessfully ? default : Await(task);

        static async ValueTask<NoResult> Await(Task task)
        {
            await task.ConfigureAwait(true);
            return default;
        }
    }

    /// <summary>A method that returned a value task without a value.</summary>
    public static ValueTask<NoResult> From(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully) return Await(task);

        // A pooled source wants its result taken, once.
        task.GetAwaiter().GetResult();
        return default;

        static async ValueTask<NoResult> Await(ValueTask task)
        {
            await task.ConfigureAwait(true);
            return default;
        }
    }

    private static JobUsageException ReturnedNull(string method) =>
        new($"{method} returned null in place of a task. Make it async, or return Task.CompletedTask or Task.FromResult(...).");
}
