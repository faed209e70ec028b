using Jobs.Scheduling;

namespace Jobs.Runtime.Tests.Scheduling;

public sealed class WakeQueueTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Items_ComeDueByTime_AndInOrderOfAddingAmongEquals()
    {
        var queue = new WakeQueue<string>();
        queue.Add(Start.AddSeconds(2), "c");
        queue.Add(Start.AddSeconds(1), "a");
        queue.Add(Start.AddSeconds(2), "d");
        queue.Add(Start.AddSeconds(1), "b");

        Assert.Equal(["a", "b", "c", "d"], PopDue(queue, Start.AddSeconds(2)));
    }

    [Fact]
    public void Item_IsDueAtItsInstant_AndNotATickBefore()
    {
        var queue = new WakeQueue<string>();
        queue.Add(Start, "a");

        Assert.False(queue.TryPopDue(Start.AddTicks(-1), out _));
        Assert.True(queue.TryPopDue(Start, out var item));
        Assert.Equal("a", item);
        Assert.Null(queue.NextDue);
    }

    [Fact]
    public void NextDue_IsTheEarliestThatWasNotCancelled()
    {
        var queue = new WakeQueue<string>();
        queue.Add(Start.AddHours(2), "late");
        var early = queue.Add(Start.AddHours(1), "early");
        Assert.Equal(Start.AddHours(1), queue.NextDue);

        Assert.True(queue.Cancel(early));

        Assert.Equal(Start.AddHours(2), queue.NextDue);
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void Cancel_OfWhatHasLeft_IsFalse()
    {
        var queue = new WakeQueue<string>();
        var cancelled = queue.Add(Start, "cancelled");
        var popped = queue.Add(Start, "popped");
        queue.Cancel(cancelled);
        Assert.Equal(["popped"], PopDue(queue, Start));

        Assert.False(queue.Cancel(cancelled));
        Assert.False(queue.Cancel(popped));
        Assert.False(popped.IsWaiting);
    }

    [Fact]
    public void Cancel_OfAnotherQueuesEntry_IsRefused()
    {
        var entry = new WakeQueue<string>().Add(Start, "other");
        var queue = new WakeQueue<string>();
        queue.Add(Start, "mine");

        Assert.Throws<InvalidOperationException>(() => queue.Cancel(entry));
        Assert.Equal(1, queue.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Queue_UnderRandomAddsCancelsAndPops_BehavesLikeASortedList(int seed)
    {
        var random = new Random(seed);
        var queue = new WakeQueue<int>();
        var model = new SortedDictionary<(DateTimeOffset Due, int Number), Wake<int>>();
        for (var number = 0; number < 5000; number++)
        {
            if (random.Next(10) < 6)
            {
                var due = Start.AddSeconds(random.Next(50));
                model.Add((due, number), queue.Add(due, number));
            }
            else if (model.Count > 0 && random.Next(2) == 0)
            {
                var (key, entry) = model.ElementAt(random.Next(model.Count));
                Assert.True(queue.Cancel(entry));
                model.Remove(key);
            }
            else
            {
                var now = Start.AddSeconds(random.Next(50));
                var isDue = model.Count > 0 && model.First().Key.Due <= now;
                Assert.Equal(isDue, queue.TryPopDue(now, out var item));
                if (isDue)
                {
                    Assert.Equal(model.First().Key.Number, item);
                    model.Remove(model.First().Key);
                }
            }

            Assert.Equal(model.Count, queue.Count);
            Assert.Equal(model.Count == 0 ? null : model.First().Key.Due, queue.NextDue);
        }
    }

    private static List<string> PopDue(WakeQueue<string> queue, DateTimeOffset now)
    {
        var due = new List<string>();
        while (queue.TryPopDue(now, out var item))
            due.Add(item);
        return due;
    }
}
