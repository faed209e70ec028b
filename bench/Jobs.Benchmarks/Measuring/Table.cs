using System.Text;

namespace Jobs.Benchmarks.Measuring;

/// <summary>A Markdown table: what a run prints can be pasted into a page. The first column is left-aligned, the others right.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells)
    {
        if (cells.Length != heads.Length) throw new ArgumentException($"{cells.Length} cells for {heads.Length} columns.", nameof(cells));
        _rows.Add(cells);
    }

    public override string ToString()
    {
        var widths = heads.Select((head, column) => _rows.Select(row => row[column].Length).Append(head.Length).Max()).ToArray();
        var text = new StringBuilder();
        Line(heads);
        text.Append('|');
        for (var column = 0; column < widths.Length; column++)
        {
            text.Append(column == 0 ? ":" : "-").Append('-', widths[column]).Append(column == 0 ? "-" : ":").Append('|');
        }

        text.AppendLine();
        foreach (var row in _rows) Line(row);
        return text.ToString();

        void Line(string[] cells)
        {
            text.Append('|');
            for (var column = 0; column < cells.Length; column++)
            {
                var cell = column == 0 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column]);
                text.Append(' ').Append(cell).Append(" |");
            }

            text.AppendLine();
        }
    }
}
