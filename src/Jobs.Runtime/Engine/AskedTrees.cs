using System.Runtime.InteropServices;

namespace Jobs.Engine;

/// <summary>
/// The trees of which a command waits to hear from the store who stands below whom, and how many commands memory has followed in each
/// meanwhile: an answer that was read before the last of them may be older than that. Counted for each tree on its own, or whoever
/// commands one tree without a pause would keep the answer for another one waiting. As large as what waits. The loop's alone.
/// </summary>
internal sealed class AskedTrees
{
    private readonly Dictionary<long, Asked> _byRoot = [];

    /// <summary>Whether no command waits.</summary>
    public bool IsEmpty => _byRoot.Count == 0;

    /// <summary>A command begins to wait; <see cref="End"/> is to follow once.</summary>
    public void Begin(JobId root) => CollectionsMarshal.GetValueRefOrAddDefault(_byRoot, root.Value, out _).Waiting++;

    /// <summary>A command has its answer. With the last one its tree is forgotten.</summary>
    public void End(JobId root)
    {
        ref var asked = ref CollectionsMarshal.GetValueRefOrNullRef(_byRoot, root.Value);
        if (--asked.Waiting == 0) _byRoot.Remove(root.Value);
    }

    /// <summary>Memory follows one more command to this tree. Of a tree that nobody asks about nothing is counted.</summary>
    public void Follow(JobId root)
    {
        if (_byRoot.TryGetValue(root.Value, out var asked)) _byRoot[root.Value] = asked with { Followed = asked.Followed + 1 };
    }

    /// <summary>How many commands memory has followed in this tree since the first that waits began to.</summary>
    public long Followed(JobId root) => _byRoot[root.Value].Followed;

    private record struct Asked(int Waiting, long Followed);
}
