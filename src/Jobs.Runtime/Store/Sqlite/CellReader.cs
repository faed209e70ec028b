using System.Globalization;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>
/// Reads the cells of an active row, and says of the first that holds what it cannot: SQLite keeps any type in any column,
/// and turns what is no number into 0.
/// </summary>
internal ref struct CellReader(SqliteStatement row)
{
    /// <summary>Stands for a name that is not stored.</summary>
    public const string NoName = "(unknown)";

    private const int ShownMax = 40; // Characters of a bad value: it may be of any length.

    /// <summary>What was found first, as a sentence; null when nothing was.</summary>
    public string? Finding { get; private set; }

    /// <summary>A whole number within bounds, or the nearest to it.</summary>
    public long Number(int column, string name, long least, long most)
    {
        var value = row.Number(column);
        if (!row.IsWhole(column) || value < least || value > most) Refuse(column, name, "a whole number that makes sense there");
        return Math.Clamp(value, least, most);
    }

    /// <summary>Notes that a cell holds something else than it should.</summary>
    public void Refuse(int column, string name, string wanted) => Finding ??= string.Create(
        CultureInfo.InvariantCulture,
        $"The row of job {new JobId(row.Number(0))} cannot be read: its column '{name}' holds {Shown(column)}, not {wanted}. The store was changed from outside or is damaged; submit the job anew.");

    private readonly string Shown(int column)
    {
        if (row.IsNull(column)) return "NULL";
        var bytes = row.Span(column); // Not as text at once: it may be of any length.
        var text = System.Text.Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, ShownMax)]);
        return bytes.Length > ShownMax ? $"'{text}…'" : $"'{text}'";
    }
}
