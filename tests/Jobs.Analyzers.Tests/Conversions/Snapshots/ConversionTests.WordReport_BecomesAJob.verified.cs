#nullable enable
using Jobs;

namespace Converted;

public interface ILibrary
{
    Task<string> ReadAsync(string book, CancellationToken cancellationToken = default);
}

/// <summary>Counts the words of books, by book and in all.</summary>
[Job("word-report")]
public sealed partial class WordReport
{
    [JobIgnore]
    private ILibrary _library = null!;
    private readonly Totals _totals = new();

    public string[] Books { get; init; } = Array.Empty<string>();

    private int _booksDone;

    private async Task<Totals> RunAsync(Context ctx, ILibrary library)
    {
        _library = library;
        foreach (var book in Books.Skip(_booksDone))
        {
            var words = (await _library.ReadAsync(book, ctx.CancellationToken)).Split(' ');
            _totals.Sections.Add(new Section { Book = book, Words = words.Length });
            _totals.Words += words.Length;
            _booksDone++;
            await ctx.CheckpointIfDueAsync();
        }

        return _totals;
    }

    public sealed class Totals
    {
        public long Words { get; set; }

        public List<Section> Sections { get; set; } = new();
    }

    public sealed class Section
    {
        public string Book { get; set; } = "";

        public int Words { get; set; }
    }
}