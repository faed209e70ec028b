using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>What every generated dispatcher does with the items of a group.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedDispatch
{
    /// <summary>Dispatches one task for each element.</summary>
    public static TaskGroup<TResult> Many<TArguments, TResult>(
        JobExecution execution, JobTaskDescriptor<TArguments, TResult> task, IEnumerable<TArguments> items, GroupOptions? options)
    {
        ArgumentNullException.ThrowIfNull(execution);
        ArgumentNullException.ThrowIfNull(items);

        // Copied: the group must not change with a list of the author's.
        return execution.RunGroup(task, items.ToArray(), keys: null, options);
    }

    /// <summary>Dispatches one task for each item, with the arguments, and perhaps the key, that are made of it.</summary>
    public static TaskGroup<TResult> Many<T, TArguments, TResult>(
        JobExecution execution, JobTaskDescriptor<TArguments, TResult> task, IEnumerable<T> items,
        Func<T, TArguments> arguments, Func<T, string>? key, GroupOptions? options)
    {
        ArgumentNullException.ThrowIfNull(execution);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(arguments);
        var all = items.TryGetNonEnumeratedCount(out var count) ? new List<TArguments>(count) : [];
        var keys = key is null ? null : new List<string>(all.Capacity);
        foreach (var item in items)
        {
            all.Add(arguments(item));
            keys?.Add(key!(item));
        }

        return execution.RunGroup(task, all, keys, options);
    }
}
