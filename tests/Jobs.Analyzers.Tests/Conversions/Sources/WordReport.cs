#nullable enable
using Jobs;

namespace Converted;

public interface ILibrary
{
    Task<string> ReadAsync(string book, CancellationToken cancellationToken = default);
}

/// <summary>Counts the words of books, by book and in all.</summary>
[Job("word-report")]
public sealed class WordReport
{
    private readonly ILibrary _library;
    private readonly Totals _totals = new();

    public WordReport(ILibrary library)
    {
        _library = library;
    }

    public string[] Books { get; set; } = Array.Empty<string>();

    public async Task<Totals> CountAsync()
    {
        foreach (var book in Books)
        {
            var words = (await _library.ReadAsync(book).ConfigureAwait(false)).Split(' ');
            _totals.Sections.Add(new Section { Book = book, Words = words.Length });
            _totals.Words += words.Length;
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
