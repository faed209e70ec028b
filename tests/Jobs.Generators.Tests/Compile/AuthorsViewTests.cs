using Jobs.Generators.Tests.Zoo;
using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Compile;

public class AuthorsViewTests
{
    [Fact]
    public void FileCopy_AsDocumented_CompilesAndIsCached() =>
        GeneratorRun.Of(Sources.FileCopy).CompilesWithoutWarnings().IsCachedOnUnrelatedEdit();
}
