using System.Text;
using Jobs.Checkpoints;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Checkpoints;

public sealed class SavedJobTests
{
    [Fact]
    public void Fold_WithItsEnd_IsAllThereIs()
    {
        var shelf = Restore(
            (3, true, """{"List":{"changes":[["add","c"]],"folded":["a"]},"Set":{"changes":[],"folded":[],"done":true},"Map":{"changes":[],"folded":[[1,"x"]],"done":true}}"""),
            (4, false, """{"List":{"changes":[["set",0,"A"],["set",1,"lost"],["add","z"]],"folded":["b","z"],"done":true},"Set":[["add","s"]]}"""),
            (5, false, """{"List":[["add","d"]],"Map":[["remove",1],["set",2,"y"]]}"""));
        Assert.Equal("A,b,z,d|s|[2, y]", Shelf.Show(shelf));
    }

    [Fact]
    public void Fold_InsideAnotherBase_IsPassedOver()
    {
        var shelf = Restore(
            (1, true, """{"List":["a","b"],"Set":[],"Map":[]}"""),
            (2, false, """{"List":{"changes":[["remove",0]],"folded":["b"],"done":true},"Set":{"changes":[],"folded":[]}}"""));
        Assert.Equal("b||", Shelf.Show(shelf));
    }

    [Fact]
    public void Fold_WithoutItsEnd_IsADamagedStore()
    {
        var e = Assert.Throws<JobPayloadException>(() => Restore((3, true, """{"List":{"changes":[],"folded":["a"]}}""")));
        Assert.Contains("lacks the end of a fold", e.Message, StringComparison.Ordinal);
        Assert.Contains("'shelf'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_ThatIsMissing_IsADamagedStore() => Assert.Contains(
        "lacks entry 2", Assert.Throws<JobPayloadException>(() => Restore((1, true, "{}"), (3, false, "{}"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Member_ThatTheEntriesDoNotName_KeepsWhatItsInitializerMade() => Assert.Equal("a||", Shelf.Show(Restore((1, true, """{"List":["a"]}"""))));

    private static Shelf Restore(params (long Sequence, bool IsBase, string Body)[] entries) => (Shelf)SavedJob.Restore(
        Shelf.Descriptor(1), new JobId(7), 1,
        new StoredPayload([], [], 1, [.. entries.Select(e => new StoredJournalEntry(e.Sequence, e.IsBase, Encoding.UTF8.GetBytes(e.Body)))], entries[^1].Sequence));
}
