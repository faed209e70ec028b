using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>The names behind interned kinds, as one connection has seen them. A number once given keeps its name.</summary>
internal sealed class KindNames
{
    private readonly Dictionary<long, string> _names = [];

    /// <summary>The name of a kind; null when it has none.</summary>
    public string? Of(SqliteDatabase database, long kind)
    {
        if (_names.TryGetValue(kind, out var name)) return name;

        using var select = database.PrepareOnce("SELECT name FROM kind WHERE id = ?1");
        if (!select.Bind(1, kind).Step() || select.Text(0) is not { Length: > 0 } found) return null;
        name = found;
        _names.Add(kind, name);
        return name;
    }

    /// <summary>Forgets all: a rollback may have taken a number back.</summary>
    public void Clear() => _names.Clear();
}
