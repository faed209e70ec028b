using System.Buffers;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Json;

public class TextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\uD83D\uDE00")]
    [InlineData("a\uD83D\uDE00\uD83D\uDE00b\uFFFF\0")]
    public void Text_ThatIsUnicode_IsReadBack(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions)) JobJson.WriteString(writer, text);
        var reader = JobJson.CreateReader(buffer.WrittenSpan);
        reader.Read();

        Assert.Equal(text, JobJson.ReadString(ref reader));
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0x61, 0xDE00, 0xD83D)]
    [InlineData(0xD83D, 0xDE00, 0xD83D)]
    public void Text_WithHalfAPair_IsRefused(params int[] units)
    {
        // As numbers: what names a test case is itself carried as UTF-8.
        var text = string.Concat(units.Select(u => (char)u));
        using var writer = new Utf8JsonWriter(new ArrayBufferWriter<byte>());

        Assert.Throws<JsonException>(() => JobJson.WriteString(writer, text));
        Assert.Throws<JsonException>(() => JobJson.KeyOfString(text));
    }

    [Fact]
    public void Expected_OfALongText_ShowsItsBeginningAndItsLength()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new string('x', 1000));

        var e = Assert.Throws<JsonException>(() =>
        {
            var reader = JobJson.CreateReader(json);
            reader.Read();
            JobJson.ReadInt32(ref reader);
        });

        Assert.Contains("(1000 characters)", e.Message, StringComparison.Ordinal);
        Assert.True(e.Message.Length < 300);
    }
}
