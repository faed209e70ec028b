using Jobs.TestKit.Snapshots;

namespace Jobs.Analyzers.Tests;

public sealed class OrphanTests
{
    [Fact]
    public void EverySnapshot_BelongsToATest() => Assert.Empty(SnapshotOrphans.Of(typeof(OrphanTests).Assembly));
}
