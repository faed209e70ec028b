namespace Jobs.Store;

/// <summary>
/// 128 bits that tell a task of one job from its others: of its stored name, version, and canonical arguments or key, and
/// its number among equal elements of a group.
/// </summary>
internal readonly record struct TaskIdentity(ulong High, ulong Low)
{
    /// <summary>How long it is when stored.</summary>
    public const int Bytes = 16;
}
