using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Json;

/// <summary>What a parked row says of an enum's name that is gone.</summary>
public sealed class EnumNameTests
{
    [Fact]
    public void NameThatIsGone_IsSaidWithTheMarkThatReadsIt()
    {
        var e = Assert.ThrowsAny<JsonException>(() => JobJson.ReadEnumNumber<int>("Web", "Shop, Online"));

        Assert.Equal("expected one of Shop, Online, found 'Web'", e.Message);
        const string Remedy = "If a value of the enum had that name, mark the one that takes its place [FormerlyNamed(\"Web\")]; " +
            "if it was no enum, give it its old type back, or give the new one another name.";
        Assert.EndsWith("found 'Web'. " + Remedy, JobJson.Unreadable("order", 1, "Channel", e).Message, StringComparison.Ordinal);
        Assert.EndsWith("found 'Web'. " + Remedy, JobJson.UnreadableJournal("order", "channels", e).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a \"text\"")]
    [InlineData("AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEEFFFFFFFFFFGGGGGGGGGG")]
    public void TextThatIsNoName_IsNotRepeatedAsOne(string text)
    {
        var e = Assert.ThrowsAny<JsonException>(() => JobJson.ReadEnumNumber<int>(text, "Shop"));

        Assert.Contains("its place [FormerlyNamed];", JobJson.Unreadable("order", 1, "Channel", e).Message, StringComparison.Ordinal);
    }
}
