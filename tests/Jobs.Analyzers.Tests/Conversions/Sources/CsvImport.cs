#nullable enable
using Jobs;

namespace Converted;

public interface ITable
{
    Task<string[]> ReadAsync(string path, CancellationToken cancellationToken = default);

    Task InsertAsync(string name, int amount, CancellationToken cancellationToken = default);
}

/// <summary>Puts the lines of a file into a table, and tells their sum.</summary>
[Job("csv-import")]
public sealed class CsvImport
{
    private readonly ITable _table;
    private int _rows;

    public CsvImport(ITable table)
    {
        _table = table;
    }

    public async Task<int> ImportAsync(string path)
    {
        var sum = 0;
        var lines = _table.ReadAsync(path).Result;
        for (var i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Split(';');
            await _table.InsertAsync(cells[0], int.Parse(cells[1]));
            sum += int.Parse(cells[1]);
            _rows++;
        }

        return sum + _rows;
    }
}
