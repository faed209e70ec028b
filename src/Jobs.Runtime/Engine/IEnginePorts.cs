using Jobs.Execution;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>What the loop's state asks of the world beside it. Every member returns at once.</summary>
internal interface IEnginePorts
{
    /// <summary>What attempts ask of the engine.</summary>
    IAttemptPort Attempts { get; }

    /// <summary>Whether the writer can take a batch.</summary>
    bool IsWriterIdle { get; }

    void Submit(WriteBatch batch);

    /// <summary>Runs an attempt on the job lane; its end comes back as <see cref="RecordOutcome"/>.</summary>
    void Start(RunAttempt attempt);

    /// <summary>Reads from the store; the answer comes back as a main task.</summary>
    void Read<T>(Func<IStoreReader, T> query, Action<EngineState, T?, Exception?> done);
}
