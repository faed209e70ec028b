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
public sealed partial class CsvImport
{
    [JobIgnore]
    private ITable _table = null!;
    private int _rows;

    public required string Path { get; init; }

    private int _sum;

    private async Task<int> RunAsync(Context ctx, ITable table)
    {
        _table = table;
        var lines = await _table.ReadAsync(Path, ctx.CancellationToken);
        while (_rows < lines.Length)
        {
            var cells = lines[_rows].Split(';');
            await _table.InsertAsync(cells[0], int.Parse(cells[1]), ctx.CancellationToken);
            _sum += int.Parse(cells[1]);
            _rows++;
            await ctx.CheckpointIfDueAsync();
        }

        return _sum + _rows;
    }
}