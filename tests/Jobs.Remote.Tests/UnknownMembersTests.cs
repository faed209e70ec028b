using System.Text;
using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Remote.Tests.Zoo;

namespace Jobs.Remote.Tests;

/// <summary>Which members of an input its class does not know, asked of a generated reader that lists none.</summary>
public sealed class UnknownMembersTests
{
    private static readonly JobDescriptor Descriptor = DescriptorOf<AddJob>();

    [Theory]
    [InlineData("{\"Numer\": 1}", "Numer")]
    [InlineData("{\"Note\": \"n\", \"number\": 1, \"Within\": null, \"Start\": 2, \"\\u0022 \\\\\": []}", "number;\" \\")]
    [InlineData("{\"Note\": \"n\"}", "")]
    [InlineData("{\"a\": 1, \"a\": 2}", "a")]
    [InlineData("[1]", "")]
    [InlineData("{", "")]
    [InlineData("{\"\\ud800\": 1}", "")]
    public void Find_NamesThoseThatTheReaderSkips(string input, string expected) =>
        Assert.Equal(expected, string.Join(';', UnknownMembers.Find(Descriptor, Encoding.UTF8.GetBytes(input))));

    [Fact]
    public void Example_KeepsWhatWasGivenAndFits_AndFillsInTheRest()
    {
        Assert.Equal("{\"Note\":\"n\",\"Number\":1}", Example("{\"Note\": \"n\", \"Numer\": 3}", "Numer"));
        Assert.Equal("{\"Number\":1,\"Note\":\"text\"}", Example("{\"Number\": \"x\", \"Note\": 5}"));
        Assert.Equal("{\"Number\":1}", Example($"{{\"Note\": \"{new string('n', 100)}\"}}"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Day\": \"Mnday\"}")]
    [InlineData("{\"Day\": null}")]
    public void Example_OfAnEnum_HoldsAName(string input) =>
        Assert.Equal("{\"Day\":\"Sunday\"}", InputExample.Make(DescriptorOf<DayJob>(), Encoding.UTF8.GetBytes(input), []));

    private static string? Example(string input, params string[] unknown) => InputExample.Make(Descriptor, Encoding.UTF8.GetBytes(input), unknown);

    private static JobDescriptor DescriptorOf<T>()
        where T : class, IJobDefinition<T> => T.Descriptor;
}
