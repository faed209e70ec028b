using Jobs.Simulation.Reference;
using Jobs.Store;

namespace Jobs.Simulation.Faults;

/// <summary>
/// What a store in memory took, in order, so that a loss of power can leave it as it was after any of its commits: what is lost
/// are the last batches, whole.
/// </summary>
internal sealed class PowerLog(StoreLimits limits)
{
    private readonly List<object> _taken = []; // StoreOpening, WriteBatch, or null for a closing.
    private static readonly object s_closing = new();

    public void Opened(StoreOpening opening) => _taken.Add(opening);

    public void Committed(WriteBatch batch) => _taken.Add(batch);

    public void Closed() => _taken.Add(s_closing);

    /// <summary>Forgets what came after so many commits, and does the rest again on new data, before a new model.</summary>
    public MemoryStoreData KeepOnly(long commits, Model model)
    {
        var data = new MemoryStoreData();
        var store = new MemoryStore(data, limits);
        var kept = 0;
        for (; kept < _taken.Count; kept++)
        {
            switch (_taken[kept])
            {
                case StoreOpening opening:
                    store = new MemoryStore(data, limits);
                    model.OnOpened(store.Open(opening));
                    break;
                case WriteBatch when model.Commits == commits:
                    _taken.RemoveRange(kept, _taken.Count - kept);
                    return data;
                case WriteBatch batch:
                    store.Commit(batch);
                    model.OnCommitted(batch);
                    break;
                default:
                    store.Close();
                    model.OnClosed();
                    break;
            }
        }

        return data;
    }
}
