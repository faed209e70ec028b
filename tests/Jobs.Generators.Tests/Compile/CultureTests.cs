using System.Globalization;
using Jobs.Generators.Tests.Zoo;
using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Compile;

public class CultureTests
{
    [Theory]
    [InlineData("fi-FI")] // writes the minus sign as U+2212, and 1,5
    [InlineData("tr-TR")] // lowers I to a dotless i
    [InlineData("ar-SA")] // another calendar
    public void Files_UnderAnyCulture_AreTheSame(string culture)
    {
        var sources = new[] { AwkwardJobs.All["ArgumentsAndDefaults"], AwkwardJobs.All["Unicode"] };
        var here = GeneratorRun.Of(sources).Emitted.OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(here, GeneratorRun.Of(sources).Emitted.OrderBy(f => f.Key, StringComparer.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
