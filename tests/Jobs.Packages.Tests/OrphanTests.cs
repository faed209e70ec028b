using Jobs.TestKit.Snapshots;

namespace Jobs.Packages.Tests;

public sealed class OrphanTests
{
    [Fact]
    public void Snapshots_AreAllOfLivingTests() => Assert.Empty(SnapshotOrphans.Of(typeof(OrphanTests).Assembly));
}
