namespace Jobs.Cli.Output;

/// <summary>Columns that are as wide as what stands in them. The last one is cut where the terminal ends.</summary>
internal sealed class Table(params string[] titles)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [titles];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(Printer printer)
    {
        var widths = Enumerable.Range(0, titles.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var line = string.Join(Gap, row.Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
            printer.Line(Texts.Cut(line, printer.Width));
        }
    }

    private bool IsNumber(int column) => _rows.Count > 1 && _rows.Skip(1).All(row => row[column].Length > 0 && row[column].All(char.IsAsciiDigit));
}
