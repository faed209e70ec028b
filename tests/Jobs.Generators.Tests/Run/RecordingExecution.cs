using System.Text;
using Jobs.CompilerServices;

namespace Jobs.Generators.Tests.Run;

/// <summary>An attempt that runs tasks at once, in place, and records what was dispatched.</summary>
internal sealed class RecordingExecution(IServiceProvider services) : JobExecution
{
    /// <summary>Name, arguments as stored, and key or options of each dispatched task.</summary>
    public List<string> Dispatched { get; } = [];

    public override JobId JobId => new(1);

    public override int Attempt => 1;

    public override bool IsResumed => false;

    public override CancellationToken CancellationToken { get; } = new CancellationTokenSource().Token;

    public override ProgressReporter Progress => throw new NotSupportedException();

    public override void ThrowIfInterrupted()
    {
    }

    public override ValueTask CheckpointAsync() => default;

    public override ValueTask<bool> CheckpointIfDueAsync() => new(false);

    public override ValueTask<JobHandle<TResult>> SubmitChildAsync<TResult>(IJob<TResult> job, string key, SubmitOptions? options) =>
        throw new NotSupportedException();

    public override ValueTask SleepAsync(TimeSpan delay, string key) => default;

    public override void Log(string message)
    {
    }

    public override async Task<TResult> RunTaskAsync<TArguments, TResult>(
        JobTaskDescriptor<TArguments, TResult> task, TArguments arguments, TaskOptions? options)
    {
        Dispatched.Add($"{task.Name} {Arguments(task, arguments)}{(options is null ? "" : " " + options.Key)}");
        return Reread(task, await task.Runner(arguments, new Context(CancellationToken), services));
    }

    public override TaskGroup<TResult> RunGroup<TArguments, TResult>(
        JobTaskDescriptor<TArguments, TResult> task, IReadOnlyList<TArguments> arguments, IReadOnlyList<string>? keys, GroupOptions? options)
    {
        Dispatched.AddRange(arguments.Select((a, i) => $"{task.Name} {Arguments(task, a)}{(keys is null ? "" : " " + keys[i])}"));
        return new Group<TResult>(task.Name, arguments.Count, i => RunTaskAsync(task, arguments[i], null));
    }

    private static string Arguments<TArguments, TResult>(JobTaskDescriptor<TArguments, TResult> task, TArguments arguments) =>
        Emitted.Json(writer => task.ArgumentsWriter(writer, arguments));

    private static TResult Reread<TArguments, TResult>(JobTaskDescriptor<TArguments, TResult> task, TResult result)
    {
        if (task.ResultWriter is null) return result;
        var json = Encoding.UTF8.GetBytes(Emitted.Json(writer => task.ResultWriter(writer, result)));
        var reader = JobJson.CreateReader(json);
        reader.Read();
        return task.ResultReader!(ref reader);
    }

    private sealed class Context(CancellationToken token) : TaskContext
    {
        public override JobId JobId => new(1);

        public override int Attempt => 1;

        public override string IdempotencyKey => "key";

        public override CancellationToken CancellationToken => token;
    }

    private sealed class Group<T>(string name, int count, Func<int, Task<T>> run) : TaskGroup<T>
    {
        public override int Count => count;

        public override int Completed => 0;

        public override int Faulted => 0;

        public override async IAsyncEnumerator<TaskResult<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < count; i++) yield return new TaskResult<T>(name, i, await run(i), null);
        }

        public override async ValueTask<IReadOnlyList<T>> ResultsAsync()
        {
            var results = new List<T>();
            for (var i = 0; i < count; i++) results.Add(await run(i));
            return results;
        }
    }
}
