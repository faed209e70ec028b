namespace Jobs.Simulation.Worlds;

/// <summary>What happened: the last lines to read, and a hash over all of them to compare.</summary>
internal sealed class Trace(int kept)
{
    private readonly Queue<string> _lines = new();

    /// <summary>FNV-1a over every character so far.</summary>
    public ulong Hash { get; private set; } = 0xCBF29CE484222325;

    public IEnumerable<string> Lines => _lines;

    public void Add(string line)
    {
        var hash = Hash;
        foreach (var c in line) hash = (hash ^ c) * 0x100000001B3;
        Hash = (hash ^ '\n') * 0x100000001B3;
        if (_lines.Count == kept) _lines.Dequeue();
        _lines.Enqueue(line);
    }
}
