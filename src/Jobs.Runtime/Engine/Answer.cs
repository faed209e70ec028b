using Jobs.WorkerPool;

namespace Jobs.Engine;

/// <summary>
/// What the loop owes somebody outside: a client, or an attempt's call of one. Whoever awaits it goes on elsewhere, never on
/// the loop: on the shared pool, or, in a simulation, on the executor that stands in for it, so that the seed decides when.
/// </summary>
/// <param name="clients">Where awaits go on; null for the shared pool.</param>
internal sealed class Answer<T>(IWorkExecutor? clients)
    : TaskCompletionSource<T>(clients is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None)
{
    /// <summary>Answers. The first answer stands.</summary>
    public void Give(T value)
    {
        if (clients is null) TrySetResult(value);
        else clients.Post(_ => TrySetResult(value), null);
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Cancel(CancellationToken token)
    {
        if (clients is null) TrySetCanceled(token);
        else clients.Post(_ => TrySetCanceled(token), null);
    }

    /// <summary>Answers that there is none.</summary>
    public void Refuse(Exception reason)
    {
        if (clients is null) TrySetException(reason);
        else clients.Post(_ => TrySetException(reason), null);
    }
}
