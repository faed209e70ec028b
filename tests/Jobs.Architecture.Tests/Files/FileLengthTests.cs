using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Files;

public class FileLengthTests
{
    private const int LinesMax = 400;

    /// <summary>Files that may be longer, each with its reason.</summary>
    private static readonly Dictionary<string, string> Excused = new(StringComparer.Ordinal);

    [Fact]
    public void File_OfSrc_IsAtMost400Lines_UnlessAReasonIsStated() =>
        Guard.FindsNothing(TooLong(Repository.CSharpFiles("src")).Where(file => !Excused.ContainsKey(file.Path)).Select(file => $"{file.Path}: {Lines(file)} lines"));

    [Fact]
    public void Excuse_OfAFile_IsStillNeeded() =>
        Guard.FindsNothing(Excused.Keys.Except(TooLong(Repository.CSharpFiles("src")).Select(file => file.Path)));

    [Fact]
    public void File_OfOneLineTooMany_IsCaught()
    {
        var fits = new SourceFile("src/Fits.cs", string.Concat(Enumerable.Repeat("// line\n", LinesMax)));
        var longer = new SourceFile("src/Longer.cs", fits.Text + "// one more");
        Assert.Equal([longer], TooLong([fits, longer]));
    }

    private static IEnumerable<SourceFile> TooLong(IEnumerable<SourceFile> files) => files.Where(file => Lines(file) > LinesMax);

    // As wc counts, and a last line without its end counts too.
    private static int Lines(SourceFile file) => file.Text.Count(c => c == '\n') + (file.Text.EndsWith('\n') || file.Text.Length == 0 ? 0 : 1);
}
