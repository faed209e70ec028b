using Jobs.Scheduling;

namespace Jobs.Runtime.Tests.Scheduling;

public sealed class RankTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rank_AmongEquallyReady_FollowsPriority()
    {
        var ranks = Enum.GetValues<JobPriority>().OrderDescending().Select(priority => Rank.Of(Noon, priority)).ToArray();

        Assert.Equal(ranks.Order(), ranks);
        Assert.Equal(5, ranks.Distinct().Count());
    }

    [Theory]
    [InlineData(JobPriority.Urgent, JobPriority.Normal, 60)]
    [InlineData(JobPriority.High, JobPriority.Normal, 5)]
    [InlineData(JobPriority.Normal, JobPriority.Low, 5)]
    [InlineData(JobPriority.Normal, JobPriority.Idle, 60)]
    [InlineData(JobPriority.Urgent, JobPriority.Idle, 120)]
    public void Rank_OfALowerPriority_IsPassedOnlyByWhatCameWithinTheDifferenceOfTheLeads(JobPriority higher, JobPriority lower, int minutes)
    {
        var waiting = Rank.Of(Noon, lower);

        Assert.True(Rank.Of(Noon.AddMinutes(minutes).AddMilliseconds(-1), higher) < waiting);
        Assert.True(Rank.Of(Noon.AddMinutes(minutes).AddMilliseconds(1), higher) > waiting);
    }

    [Fact]
    public void Rank_OfTheSameInstantInAnotherZone_IsTheSame() =>
        Assert.Equal(Rank.Of(Noon, JobPriority.Normal), Rank.Of(Noon.ToOffset(TimeSpan.FromHours(5)), JobPriority.Normal));

    [Fact]
    public void Rank_OfNoPriority_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rank.Of(Noon, (JobPriority)9));
}
