namespace Jobs.Store;

/// <summary>One task's end, stored under its identity. Applies while the attempt's fence is valid.</summary>
internal sealed class TaskResultAtom : Atom
{
    public required long Fence { get; init; }

    /// <summary>An id made in process, as a job's is.</summary>
    public required long ResultId { get; init; }

    public required TaskIdentity Identity { get; init; }

    public required byte[] Arguments { get; init; }

    public required bool IsFaulted { get; init; }

    /// <summary>The result's JSON, or the error's.</summary>
    public required byte[] Body { get; init; }

    public override int Size => 96 + Arguments.Length + Body.Length;
}
