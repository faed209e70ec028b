using System.Text;
using Jobs.CompilerServices;

namespace Jobs.Generators.Tests.Run;

/// <summary>Journaled members through the descriptor.</summary>
public class JournalTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        public sealed record Item(int N, string? Text);
        [Job("a")]
        public partial class A
        {
            public readonly JournaledList<Item> List = [];
            public JournaledSet<string> Set { get; } = new(StringComparer.OrdinalIgnoreCase);
            private readonly JournaledDictionary<int, Item> _map = [];
            private Task RunAsync(Context c) => Task.CompletedTask;
            public A() => Set.Add("made");
            public void Fill(int n) { List.Add(new(n, "é")); List.Add(new(n + 1, null)); Set.Add("s" + n); _map[n] = new(n, "m"); }
            public void Change() { List[0] = new(9, "set"); List.RemoveAt(1); List.Insert(0, new(8, "in")); Set.Remove("MADE"); _map.Remove(1); }
            public string Show() => string.Join(";", List) + "|" + string.Join(";", Set.Order()) + "|" + string.Join(";", _map);
        }
        """));

    [Fact]
    public void Changes_AppliedInOrder_GiveWhatWasThere()
    {
        var descriptor = s_jobs.Value.Descriptor();
        var job = Emitted.Restore(descriptor, "{}");
        var entries = new List<string>();
        foreach (var step in new Action[] { () => Call(job, "Fill", 1), () => Call(job, "Change"), () => Call(job, "Fill", 5) })
        {
            step();
            entries.Add(Emitted.Journals(descriptor, job, full: false));
            foreach (var journal in descriptor.GetJournals(job)) journal.Log.Acknowledge(journal.Log.PendingChanges);
        }

        var restored = Emitted.Restore(descriptor, "{}");
        foreach (var entry in entries) descriptor.ApplyJournals(restored, Encoding.UTF8.GetBytes(entry), full: false);

        Assert.Equal(Call(job, "Show"), Call(restored, "Show"));
        Assert.All(descriptor.GetJournals(restored), j => Assert.Equal(0, j.Log.PendingChanges));
    }

    [Fact]
    public void FullEntry_ReplacesWhatTheConstructorMade()
    {
        var descriptor = s_jobs.Value.Descriptor();
        var job = s_jobs.Value.New();
        Call(job, "Fill", 1);
        Call(job, "Change");
        var full = Emitted.Journals(descriptor, job, full: true);

        var restored = Emitted.Restore(descriptor, "{}");
        descriptor.ApplyJournals(restored, Encoding.UTF8.GetBytes(full), full: true);

        Assert.Equal(Call(job, "Show"), Call(restored, "Show"));
        Assert.Equal(full, Emitted.Journals(descriptor, restored, full: true));
    }

    [Fact]
    public void Entry_WithoutChanges_IsEmpty()
    {
        var descriptor = s_jobs.Value.Descriptor();

        Assert.Equal("{}", Emitted.Journals(descriptor, Emitted.Restore(descriptor, "{}"), full: false));
    }

    [Fact]
    public void Restored_WhatTheConstructorMade_IsTheBaseAndNoChange()
    {
        var descriptor = s_jobs.Value.Descriptor();

        Assert.All(descriptor.GetJournals(Emitted.Restore(descriptor, "{}")), j => Assert.Equal(0, j.Log.PendingChanges));
        Assert.Equal([0, 1, 0], descriptor.GetJournals(s_jobs.Value.New()).Select(j => j.Log.PendingChanges));
    }

    [Theory]
    [InlineData("""{"List":[["fly",1]]}""")]
    [InlineData("""{"List":[["remove",7]]}""")]
    [InlineData("""{"List":5}""")]
    [InlineData("""{"List":[["set",0""")]
    public void Entry_ThatIsDamaged_IsAPayloadError(string entry)
    {
        var descriptor = s_jobs.Value.Descriptor();

        Assert.Throws<JobPayloadException>(() => descriptor.ApplyJournals(Emitted.Restore(descriptor, "{}"), Encoding.UTF8.GetBytes(entry), full: false));
    }

    private static object? Call(object job, string method, params object[] arguments) => job.GetType().GetMethod(method)!.Invoke(job, arguments);
}
