using Jobs.Remote.Tests.Kit;

namespace Jobs.Remote.Tests;

/// <summary>Input that a person wrote and that is no JSON is told as a person would: what, where, and what should stand there.</summary>
public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("{Number: 5}", "'N' cannot stand at line 1, byte 2 (near {Number: 5}). Names and texts stand in double quotes")]
    [InlineData("{'Number': 5}", "''' cannot stand at line 1, byte 2 (near {'Number': 5}).")]
    [InlineData("{\"Number\": 5,}", "'}' cannot stand at line 1, byte 14 (near {\"Number\": 5,}).")]
    [InlineData("{\n  \"Number\": five\n}", "(near …\"Number\": five…)")]
    [InlineData("{\"Number\": 5", "it breaks off at line 1, byte 13 (near {\"Number\": 5): a quote, a brace or a bracket is open still")]
    [InlineData("", "it breaks off at line 1, byte 1")]
    [InlineData("{\"a\": 5} {", "'{' cannot stand at line 1, byte 10 (near {\"a\": 5} {).")]
    [InlineData("{\"é\": 5, ü}", "'ü' cannot stand at line 1, byte 11 (near {\"é\": 5, ü}).")]
    [InlineData("[]", "expected an object, found an array at byte 0")]
    public async Task Input_ThatIsNoJson_IsToldInPlainWords(string input, string expected)
    {
        await using var test = new RemoteTest();
        var error = await Assert.ThrowsAsync<JobPayloadException>(async () => await test.Client().SubmitByNameAsync("add", input));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_ThatNestsTooDeep_IsToldSo()
    {
        await using var test = new RemoteTest();
        var input = "{\"a\":" + new string('[', 80) + new string(']', 80) + "}";
        var error = await Assert.ThrowsAsync<JobPayloadException>(async () => await test.Client().SubmitByNameAsync("add", input));
        Assert.Contains("it nests deeper than 64 levels at line 1, byte ", error.Message, StringComparison.Ordinal);
    }
}
