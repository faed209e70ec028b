using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

/// <summary>The state of a test's loop: what ran, in order.</summary>
internal sealed class Journal
{
    public List<string> Ran { get; } = [];

    public override string ToString() => string.Join(' ', Ran);
}

/// <summary>A main task that writes its name down and then does what the test wants.</summary>
internal sealed class Step(string name, Action<FollowUps<Journal>>? then = null) : MainTask<Journal>
{
    public override void Run(Journal context, FollowUps<Journal> followUps)
    {
        context.Ran.Add(name);
        then?.Invoke(followUps);
    }
}

/// <summary>A main task that follows itself for ever.</summary>
internal sealed class EndlessStep(string name) : MainTask<Journal>
{
    public override void Run(Journal context, FollowUps<Journal> followUps)
    {
        context.Ran.Add(name);
        followUps.Then(this);
    }
}

/// <summary>A background task that does what the test wants.</summary>
internal sealed class Aside(Func<ValueTask<MainTask<Journal>?>> work, Func<Exception, MainTask<Journal>?>? onFault = null)
    : BackgroundTask<Journal>
{
    public Aside(MainTask<Journal>? result = null)
        : this(() => ValueTask.FromResult(result))
    {
    }

    public override ValueTask<MainTask<Journal>?> RunAsync() => work();

    public override MainTask<Journal>? OnFault(Exception fault) => onFault is null ? base.OnFault(fault) : onFault(fault);
}
