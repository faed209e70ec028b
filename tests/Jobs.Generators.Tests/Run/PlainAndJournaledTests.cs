using System.Text;

namespace Jobs.Generators.Tests.Run;

/// <summary>A member that was plain in one build and is journaled in the next, or the reverse: never an empty collection.</summary>
public class PlainAndJournaledTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        [Job("journaled")]
        public partial class Journaled
        {
            [FormerlyNamed("old")] private readonly JournaledList<int> _p = [];
            private int _n;
            private Task RunAsync(Context c) => Task.FromResult(_n + _p.Count);
        }

        [Job("only")]
        public partial class OnlyJournaled
        {
            private readonly JournaledSet<int> _p = [];
            private Task RunAsync(Context c) => Task.FromResult(_p.Count);
        }

        [Job("plain")]
        public partial class Plain
        {
            [FormerlyNamed("old")] private List<int> _p = [];
            private Task RunAsync(Context c) => Task.FromResult(_p.Count);
        }

        [Job("both")]
        public partial class Both
        {
            private List<int> _p = [];
            private readonly JournaledList<int> _q = [];
            private Task RunAsync(Context c) => Task.FromResult(_p.Count + _q.Count);
        }

        [Job("empty")]
        public partial class Empty
        {
            private Task RunAsync(Context c) => Task.CompletedTask;
        }
        """));

    [Theory]
    [InlineData("journaled", """{"n":1,"p":[1,2]}""")]
    [InlineData("journaled", """{"old":[1,2],"n":1}""")]
    [InlineData("only", """{"p":[1,2]}""")]
    public void PlainValue_OfWhatIsJournaledNow_IsRefusedWithTheWaysOut(string name, string state)
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.Restore(s_jobs.Value.Descriptor(name), "{}", state));

        Assert.Equal("p", e.Member);
        foreach (var part in new[] { $"'{name}'", "'p'", "stored as a plain member", "Make it a plain member again" }) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", """{"p":[[1,2]]}""", true, "p")]
    [InlineData("plain", """{"old":[1,2]}""", false, "old")]
    [InlineData("both", """{"q":[1],"p":[1,2]}""", true, "p")]
    public void JournaledItems_OfWhatIsPlainNow_AreRefusedWithTheWaysOut(string name, string entry, bool full, string member)
    {
        var e = Assert.Throws<JobPayloadException>(() => Apply(name, entry, full));

        Assert.Equal(member, e.Member);
        foreach (var part in new[] { $"'{name}'", $"'{member}'", "stored as a journaled member", "Make it a journaled member again" }) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("both")]
    [InlineData("empty")]
    public void JournaledItems_OfAMemberThatIsGone_AreSkipped(string name) => Apply(name, """{"gone":[1,2]}""", full: true);

    [Fact]
    public void JournalEntry_ThatCannotBeRead_NamesItsMember()
    {
        var e = Assert.Throws<JobPayloadException>(() => Apply("both", """{"q":["a"]}""", full: true));

        Assert.Equal("q", e.Member);
        Assert.Contains("'both' cannot be read at its journaled member 'q'", e.Message, StringComparison.Ordinal);
    }

    private static void Apply(string name, string entry, bool full)
    {
        var descriptor = s_jobs.Value.Descriptor(name);
        descriptor.ApplyJournals(Emitted.Restore(descriptor, "{}"), Encoding.UTF8.GetBytes(entry), full);
    }
}
