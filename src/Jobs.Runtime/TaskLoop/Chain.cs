namespace Jobs.TaskLoop;

/// <summary>A main task from a lane and what follows from it: a stack, so that a million follow-ups need no call stack.</summary>
internal sealed class Chain<TContext>
{
    private MainTask<TContext>?[] _tasks = new MainTask<TContext>?[8];

    public int Count { get; private set; }

    public void Push(MainTask<TContext> task)
    {
        if (Count == _tasks.Length)
            Array.Resize(ref _tasks, Count * 2);
        _tasks[Count++] = task;
    }

    public MainTask<TContext> Pop()
    {
        var task = _tasks[--Count]!;
        _tasks[Count] = null;
        return task;
    }

    /// <summary>Turns round what was pushed above <paramref name="height"/>: named first, popped first.</summary>
    public void ReverseAbove(int height) => Array.Reverse(_tasks, height, Count - height);

    /// <summary>Drops what was pushed above <paramref name="height"/>.</summary>
    public void DropAbove(int height)
    {
        while (Count > height)
            Pop();
    }
}
