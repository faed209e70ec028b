using Jobs.Dispatching;

namespace Jobs.Runtime.Tests.Dispatching;

public sealed class DispatchingTests
{
    [Fact]
    public void ReadyQueue_ServesByRank_AndEqualRanksByAge()
    {
        var queue = new ReadyQueue<string>();
        queue.Add("late", JobPriority.High, 20, 1);
        queue.Add("second", JobPriority.Low, 10, 3);
        queue.Add("first", JobPriority.Normal, 10, 2);
        var order = new List<string>();
        while (queue.TryTake(out var item, out _)) order.Add(item);
        Assert.Equal(["first", "second", "late"], order);
    }

    [Fact]
    public void ReadyQueue_TakesAboveAPriority_TheHighestFirst_AndKeepsWhatIsNotFit()
    {
        var queue = new ReadyQueue<string>();
        queue.Add("normal", JobPriority.Normal, 1, 1);
        queue.Add("gone", JobPriority.Urgent, 2, 2);
        queue.Add("unfit", JobPriority.High, 3, 3);
        queue.Add("high", JobPriority.High, 4, 4);
        Assert.True(queue.HasAbove(JobPriority.Normal));
        Assert.True(queue.TryTakeAbove(JobPriority.Normal, (i, _) => i == "gone", i => i != "unfit", out var item));
        Assert.Equal("high", item);
        Assert.False(queue.TryTakeAbove(JobPriority.High, (_, _) => false, _ => true, out _));
        Assert.Equal(["unfit", "normal"], queue.Above(JobPriority.Low));
        Assert.True(queue.TryTake(out item, out _));
        Assert.Equal("normal", item);
    }

    [Fact]
    public void Permits_AreNeitherTakenBeyondTheMost_NorReturnedTwice()
    {
        var permits = new RunPermits(1);
        permits.Take();
        Assert.False(permits.HasFree);
        Assert.Throws<InvalidOperationException>(permits.Take);
        permits.Return();
        Assert.Throws<InvalidOperationException>(permits.Return);
    }

    [Fact]
    public void Window_ThatIsFull_LeavesWhatComesLaterToTheStore_UntilItIsLoaded()
    {
        var window = new WindowState(2);
        Assert.True(window.AdmitsReady(10, held: 0));
        Assert.True(window.AdmitsReady(20, held: 1));
        Assert.False(window.AdmitsReady(30, held: 2));
        Assert.False(window.AdmitsReady(25, held: 0)); // It would pass the one of rank 30, which waits in the store.
        Assert.True(window.AdmitsReady(15, held: 2)); // It goes before one that is held.
        Assert.True(window.WantsLoad(readyHeld: 0, scheduledHeld: 0, 0));

        window.BeginLoad();
        Assert.False(window.WantsLoad(0, 0, 0));
        window.EndLoad(moreReady: false, 30, moreScheduled: false, 0);
        Assert.True(window.AdmitsReady(40, held: 0));
    }

    [Fact]
    public void Window_RemembersWhatWasLeftToTheStore_WhileALoadWasUnderWay_ThoughItsPageWasTheLast()
    {
        var window = new WindowState(2);
        window.BeginLoad();
        Assert.True(window.AdmitsReady(10, held: 1));
        Assert.False(window.AdmitsReady(30, held: 2));
        Assert.False(window.AdmitsScheduled(500, held: 2));
        window.EndLoad(moreReady: false, 20, moreScheduled: false, 20);
        Assert.True(window.HasMoreReady);
        Assert.Equal(10, window.RankHorizon);
        Assert.True(window.HasMoreScheduled);
        Assert.Equal(499, window.DueHorizon);

        window.BeginLoad();
        window.EndLoad(moreReady: false, 30, moreScheduled: false, 500);
        Assert.False(window.HasMoreReady);
        Assert.False(window.HasMoreScheduled);
    }

    [Fact]
    public void Window_RemembersWhatLeftMemory_OnlyWhileALoadIsUnderWay()
    {
        var window = new WindowState(2);
        window.Touch(1);
        Assert.False(window.WasTouched(1));
        window.BeginLoad();
        window.Touch(2);
        Assert.True(window.WasTouched(2));
        window.EndLoad(false, 0, false, 0);
        Assert.False(window.WasTouched(2));
    }

    [Fact]
    public void Suspects_RunOneAtATime_AndOnlyWhenNothingElseRuns()
    {
        var probation = new CrashProbation<string>(5, TimeSpan.FromSeconds(1));
        Assert.False(probation.IsActive);
        probation.Add("a");
        probation.Add("b");
        Assert.False(probation.TryTake(running: 1, out _));
        Assert.True(probation.TryTake(running: 0, out var first));
        Assert.False(probation.TryTake(running: 0, out _));
        probation.Release("b"); // Not the one that is alone.
        Assert.False(probation.TryTake(running: 0, out _));
        probation.Release(first);
        Assert.True(probation.TryTake(running: 0, out var second));
        probation.Release(second);
        Assert.False(probation.IsActive);
    }
}
