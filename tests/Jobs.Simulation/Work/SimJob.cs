using Jobs.Simulation.Worlds;

namespace Jobs.Simulation.Work;

/// <summary>A job that does what its plan says, and tells the world of everything that it does and is given.</summary>
[Job("sim", MaxAttempts = AttemptsMax)]
public sealed partial class SimJob
{
    internal const int AttemptsMax = 4;
    internal const int TaskAttemptsMax = 3;
    internal const int IndexMax = 1000;

    private readonly JournaledList<int> _received = []; // step * IndexMax + index
    private int _next; // The first step that no checkpoint has left behind.
    private long _stamp;
    private long _sum;

    /// <summary>What everything follows from.</summary>
    public required int Plan { get; init; }

    /// <summary>How many generations may follow.</summary>
    public required int Depth { get; init; }

    private async Task<long> RunAsync(Context ctx, World world)
    {
        var script = Script.Of(Plan, Depth);
        var life = world.JobBegins(ctx.JobId, ctx.Attempt, _stamp, script, _next);
        try
        {
            for (var i = _next; i < script.Steps.Length; i++)
            {
                var step = script.Steps[i];
                if (ctx.Attempt <= step.FailsUntil)
                {
                    if (script.FailsAsCancelled) throw new OperationCanceledException("as planned"); // Nobody told it to stop: a failure like another.
                    throw script.FailsPermanently ? new PermanentJobException("as planned") : new InvalidOperationException("as planned");
                }

                if (step.Kind == StepKind.Leave)
                {
#pragma warning disable JOB3002 // That is what this step is for.
                    _ = ctx.TaskDispatcher.Work.Many(Enumerable.Range(0, step.Count), n => new(Plan, i, n));
#pragma warning restore JOB3002
                    return _sum;
                }

                await RunStepAsync(ctx, world, life, script, i);
                if (!step.IsSavedAfter) continue;
                _next = i + 1;
                await SaveAsync(ctx, world);
            }

            for (var i = 0; i < script.Steps.Length; i++) RequireAll(world, script, i);
            return _sum;
        }
        catch (OperationCanceledException) when (script.Swallows)
        {
            return _sum;
        }
        catch (OperationCanceledException interruption) when (script.Disguise != Disguise.None)
        {
            throw script.Disguise == Disguise.Wrapped
                ? new InvalidOperationException("fell over it", new AggregateException(new TimeoutException(), interruption))
                : new InvalidOperationException("fell over it");
        }
        finally
        {
            world.JobLeaves(life);
        }
    }

    private async Task RunStepAsync(Context ctx, World world, JobLife life, Script script, int i)
    {
        var step = script.Steps[i];
        switch (step.Kind)
        {
            case StepKind.Group:
                await ReceiveAsync(ctx, world, script, i);
                break;
            case StepKind.Poll:
                await foreach (var _ in ctx.TaskDispatcher.Work.Many(Enumerable.Range(0, step.Count), n => new(Plan, i, n), options: new() { Remember = false }))
                {
                    ctx.ThrowIfInterrupted();
                }

                break;
            case StepKind.All:
                await AwaitAllAsync(ctx, world, script, i);
                break;
            case StepKind.FailFast:
                await foreach (var result in ctx.TaskDispatcher.Work.Many(Enumerable.Range(0, step.Count), n => new(Plan, i, n), options: new() { FailFast = true }))
                {
                    world.Require(result.IsFaulted || result.Result == script.ValueOf(i, result.Index), $"task {i}/{result.Index} gave another's value");
                    await SaveIfDueAsync(ctx, world);
                }

                break;
            case StepKind.Slow:
                try
                {
                    var value = await ctx.TaskDispatcher.Slow.Run(Plan, i);
                    world.Require(value == script.ValueOf(i, 0), "a slow task gave another task's value");
                }
                catch (TaskFailedException)
                {
                    // Its time was up, or it failed by itself.
                }

                break;
            case StepKind.Single:
                try
                {
                    var value = await ctx.TaskDispatcher.Other.Run(Plan, i, new() { Key = step.IsKeyed ? $"single {i}" : null });
                    world.Require(value == script.ValueOf(i, 0), "a single task gave another task's value");
                    world.ResultArrives(ctx.JobId, i, 0);
                }
                catch (TaskFailedException)
                {
                    world.Require(script.FateOf(i, 0).Fails, "a task failed that does not fail");
                }

                break;
            case StepKind.Child:
                // Awaited, a child with a key might be the job itself.
                var child = await ctx.SubmitAsync(
                    new SimJob { Plan = script.ChildOf(i), Depth = Depth - 1 }, $"child {i}", new() { Key = step.IsKeyed && !step.Awaits ? $"key {step.Count % 3}" : null });
                world.ChildArrives(ctx.JobId, $"child {i}", child.Id);
                if (!step.Awaits) break;
                life.Waits++;
                try
                {
                    await child.ResultAsync();
                }
                catch (JobFailedException)
                {
                    // Its failure is not ours.
                }

                life.Waits--; // Not after an interruption: then it goes on without a permit, to its end.
                break;
            case StepKind.Sleep:
                life.Waits++;
                await ctx.SleepAsync(TimeSpan.FromMilliseconds(step.Count), $"sleep {i}");
                life.Waits--;
                break;
            case StepKind.Beside:
                var beside = ctx.TaskDispatcher.Other.Run(Plan, i);
                life.IsBesideTask = true;
                life.Waits++;
                await ctx.SleepAsync(TimeSpan.FromMilliseconds(step.Count * 100), $"sleep {i}");
                life.Waits--;
                life.IsBesideTask = false;
                try
                {
                    await beside;
                }
                catch (TaskFailedException)
                {
                    world.Require(script.FateOf(i, 0).Fails, "a task failed that does not fail");
                }

                break;
            case StepKind.Kill:
                world.Kill(ctx.JobId);
                await new TaskCompletionSource().Task;
                break;
            case StepKind.KillInTask:
                await ctx.TaskDispatcher.Other.Run(Plan, i);
                break;
            case StepKind.KillBeside:
                life.IsBesideTask = true;
                life.Waits++;
                var nap = ctx.SleepAsync(TimeSpan.FromMilliseconds(step.Count * 100), $"sleep {i}").AsTask();
                await world.IoAsync(default);
                await ctx.TaskDispatcher.Other.Run(Plan, i);
                await nap;
                life.Waits--;
                life.IsBesideTask = false;
                break;
            case StepKind.KillAwake:
                life.Waits++;
                try
                {
                    await ctx.SleepAsync(TimeSpan.FromMilliseconds(step.Count), $"sleep {i}");
                }
                catch (JobInterruptedException e) when (e.Interruption is Interruption.Timeout or Interruption.Pause or Interruption.Shutdown)
                {
                    // It wakes before its time, and does what it would have done later.
                }

                life.Waits--;
                world.Kill(ctx.JobId);
                await new TaskCompletionSource().Task;
                break;
            case StepKind.Report:
                ctx.Progress.Report(i, script.Steps.Length);
                ctx.Log($"step {i}");
                break;
            default:
                await world.IoAsync(step.Awaits ? ctx.CancellationToken : default);
                break;
        }
    }

    private async Task AwaitAllAsync(Context ctx, World world, Script script, int i)
    {
        var count = script.Steps[i].Count;
        var fails = Enumerable.Range(0, count).Any(n => script.FateOf(i, n).Fails);
        try
        {
            var values = await ctx.TaskDispatcher.Work.Many(Enumerable.Range(0, count), n => new(Plan, i, n)).ResultsAsync();
            world.Require(!fails && values.Select((v, n) => v == script.ValueOf(i, n)).All(right => right), $"step {i} of {ctx.JobId} gave other results than its tasks'");
            for (var n = 0; n < count; n++) world.ResultArrives(ctx.JobId, i, n);
        }
        catch (TaskFailedException)
        {
            world.Require(fails, $"step {i} of {ctx.JobId} failed, and none of its tasks does");
        }
    }

    private async Task ReceiveAsync(Context ctx, World world, Script script, int i)
    {
        var step = script.Steps[i];
        var group = step.IsKeyed
            ? ctx.TaskDispatcher.Work.Many(Enumerable.Range(0, step.Count), n => new(Plan, i, n), n => $"{i}/{n}")
            : ctx.TaskDispatcher.Work.Many(Enumerable.Range(0, step.Count), n => new(Plan, i, n), options: new() { MaxParallel = step.MaxParallel });
        var received = _received.Count(r => r / IndexMax == i);
        world.Require(group.Completed == received, $"a group counts {group.Completed} as received, the state has {received}");
        await foreach (var result in group)
        {
            world.Require(!_received.Contains((i * IndexMax) + result.Index), $"result {i}/{result.Index} of job {ctx.JobId} is delivered twice");
            world.Require(result.IsFaulted == script.FateOf(i, result.Index).Fails, $"task {i}/{result.Index} of job {ctx.JobId} did not end as it was to");
            world.Require(result.IsFaulted || result.Result == script.ValueOf(i, result.Index), $"task {i}/{result.Index} gave another's value");
            world.ResultArrives(ctx.JobId, i, result.Index);
            _received.Add((i * IndexMax) + result.Index);
            _sum += result.IsFaulted ? 1 : result.Result;
            received++;
            if (step.SaveEvery > 0 && received % step.SaveEvery == 0) await SaveAsync(ctx, world);
            else await SaveIfDueAsync(ctx, world);
        }

        world.Require(group.Completed == group.Count, $"a group of job {ctx.JobId} ended at {group.Completed} of {group.Count}");
        RequireAll(world, script, i);
    }

    private void RequireAll(World world, Script script, int i)
    {
        if (script.Steps[i].Kind != StepKind.Group) return;
        var received = _received.Count(r => r / IndexMax == i);
        world.Require(received == script.Steps[i].Count, $"step {i} is over with {received} of {script.Steps[i].Count} results");
    }

    private async Task SaveAsync(Context ctx, World world)
    {
        var stamp = _stamp = world.NextStamp();
        try
        {
            await ctx.CheckpointAsync();
        }
        catch (JobInterruptedException e) when (e.Interruption != Interruption.LeaseLost)
        {
            world.CheckpointIsSaved(ctx.JobId, stamp);
            throw;
        }

        world.CheckpointIsSaved(ctx.JobId, stamp);
    }

    private async Task SaveIfDueAsync(Context ctx, World world)
    {
        var stamp = _stamp = world.NextStamp();
        if (await ctx.CheckpointIfDueAsync()) world.CheckpointIsSaved(ctx.JobId, stamp);
    }

    [JobTask("work", MaxAttempts = TaskAttemptsMax, RetryDelayMs = 100)]
    private static Task<long> Work(int plan, int step, int index, TaskContext task, World world, CancellationToken ct) =>
        RunTaskAsync("default", plan, step, index, task, world, ct);

    [JobTask("other", MaxAttempts = TaskAttemptsMax, RetryDelayMs = 0, Pool = "io")]
    private static Task<long> Other(int plan, int step, TaskContext task, World world, CancellationToken ct) =>
        RunTaskAsync("io", plan, step, 0, task, world, ct);

    [JobTask("slow", TimeoutSeconds = 2, Pool = "io")]
    private static Task<long> Slow(int plan, int step, TaskContext task, World world, CancellationToken ct) =>
        RunTaskAsync("io", plan, step, 0, task, world, ct);

    private static async Task GiveWayAsync(string pool, TaskContext task, World world)
    {
        var hasSlot = false;
        world.TaskMayGiveWay(pool);
        try
        {
            await task.GiveWayAsync();
            hasSlot = true;
        }
        finally
        {
            world.TaskGoesOn(task.JobId, pool, hasSlot);
        }
    }

    private static async Task<long> RunTaskAsync(string pool, int plan, int step, int index, TaskContext task, World world, CancellationToken ct)
    {
        var script = Script.Of(plan, depth: 0);
        var fate = script.FateOf(step, index);
        world.TaskBegins(task.JobId, pool, step, index, task.IdempotencyKey, script.Steps[step]);
        try
        {
            if (script.Steps[step].Kind is StepKind.KillInTask or StepKind.KillBeside)
            {
                world.Kill(task.JobId);
                await new TaskCompletionSource().Task;
            }

            for (var i = 0; i < fate.Waits; i++)
            {
                await world.IoAsync(fate.Heeds ? ct : default);
                await GiveWayAsync(pool, task, world);
            }

            if (task.Attempt > fate.Failures) return script.ValueOf(step, index);
            throw fate.IsPermanent ? new PermanentJobException("as fated") : new InvalidOperationException("as fated");
        }
        catch (OperationCanceledException interruption) when (fate.Wraps)
        {
            throw new InvalidOperationException("fell over it", interruption);
        }
        finally
        {
            world.TaskEnds(task.JobId, pool, step, index);
        }
    }
}
