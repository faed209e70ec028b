using System.Collections.Concurrent;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>
/// A job whose code is a delegate of the test, found by the name in its input. Written by hand, as the generator would: the
/// engine's tests need no compiler.
/// </summary>
internal sealed class ScriptJob : IJob<int>, IJobDefinition<ScriptJob>
{
    private static readonly ConcurrentDictionary<string, Func<ScriptJob, ScriptContext, Task<int>>> s_scripts = new();
    private static readonly ConcurrentDictionary<string, bool> s_unreadable = new();

    private static readonly JobDescriptor<ScriptJob, int> s_descriptor = new()
    {
        Name = "script",
        Version = 1,
        InputWriter = static (w, j) =>
        {
            w.WriteStartObject();
            w.WriteString("script"u8, j.Script);
            w.WriteNumber("number"u8, j.Number);
            w.WriteEndObject();
        },
        StateWriter = static (w, j) =>
        {
            w.WriteStartObject();
            w.WriteNumber("sum"u8, j.Sum);
            w.WriteEndObject();
        },
        Restorer = static (input, state, _) =>
        {
            using var i = JsonDocument.Parse(input.ToArray());
            using var s = JsonDocument.Parse(state.ToArray());
            if (s_unreadable.ContainsKey(i.RootElement.GetProperty("script").GetString()!)) throw new JobPayloadException("It has another shape.");
            return new ScriptJob
            {
                Script = i.RootElement.GetProperty("script").GetString()!,
                Number = i.RootElement.GetProperty("number").GetInt32(),
                Sum = s.RootElement.GetProperty("sum").GetInt32(),
            };
        },
        Runner = static (job, execution, _) => new ValueTask<int>(s_scripts[job.Script](job, new ScriptContext(execution))),
        ResultWriter = static (w, r) => w.WriteNumberValue(r),
        ResultReader = static (ref Utf8JsonReader r) => r.GetInt32(),
    };

    public required string Script { get; init; }

    public int Number { get; init; }

    public int Sum { get; set; }

    JobDescriptor IJob<int>.Descriptor => s_descriptor;

    static JobDescriptor IJobDefinition<ScriptJob>.Descriptor => s_descriptor;

    /// <summary>From now on, or no longer, the build cannot read what is stored of this job.</summary>
    public static void SetReadable(ScriptJob job, bool isReadable)
    {
        if (isReadable) s_unreadable.TryRemove(job.Script, out _);
        else s_unreadable[job.Script] = true;
    }

    /// <summary>A job that runs this code; each call makes a script of its own.</summary>
    public static ScriptJob Of(Func<ScriptJob, ScriptContext, Task<int>> script, int number = 0)
    {
        var name = Guid.NewGuid().ToString("N");
        s_scripts[name] = script;
        return new ScriptJob { Script = name, Number = number };
    }
}

/// <summary>The context of a <see cref="ScriptJob"/>: one task, which runs the test's code with a number.</summary>
internal sealed class ScriptContext(JobExecution execution) : JobContext(execution)
{
    public Task<int> Run(Func<int, TaskContext, Task<int>> code, int argument, TaskOptions? options = null, string name = "work", int attempts = 1, Action? whileDispatching = null,
        TimeSpan timeout = default) =>
        Execution.RunTaskAsync(Task(code, name, attempts, whileDispatching, timeout), argument, options);

    public TaskGroup<int> Many(
        Func<int, TaskContext, Task<int>> code, IReadOnlyList<int> arguments, GroupOptions? options = null, string name = "work", int attempts = 1) =>
        Execution.RunGroup(Task(code, name, attempts), arguments, null, options);

    /// <summary>A group under keys.</summary>
    public TaskGroup<int> Many(Func<int, TaskContext, Task<int>> code, IReadOnlyList<int> arguments, IReadOnlyList<string> keys) =>
        Execution.RunGroup(Task(code, "work", attempts: 1), arguments, keys, null);

    /// <summary>The task as it was before it returned something.</summary>
    public Task<NoResult> RunForNothing(int argument) => Execution.RunTaskAsync(
        new JobTaskDescriptor<int, NoResult>
        {
            Name = "work",
            RetryDelay = TimeSpan.Zero,
            ArgumentsWriter = static (w, a) => w.WriteNumberValue(a),
            Runner = static (_, _, _) => default,
        },
        argument, null);

    private static JobTaskDescriptor<int, int> Task(Func<int, TaskContext, Task<int>> code, string name, int attempts, Action? whileDispatching = null, TimeSpan timeout = default) => new()
    {
        Name = name,
        MaxAttempts = attempts,
        RetryDelay = TimeSpan.Zero,
        Timeout = timeout,
        ArgumentsWriter = (w, a) =>
        {
            whileDispatching?.Invoke();
            w.WriteNumberValue(a);
        },
        Runner = (a, c, _) => new ValueTask<int>(code(a, c)),
        ResultWriter = static (w, r) => w.WriteNumberValue(r),
        ResultReader = static (ref Utf8JsonReader r) => r.GetInt32(),
    };
}
