using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>What unfinished commands make of flags, and what it costs to ask.</summary>
public sealed class TreeCommandsTests
{
    private static readonly JobId Root = new(1);

    [Fact]
    public void Row_IsWalkedUpOnce_HoweverManyCommandsItIsAskedAbout()
    {
        var asked = 0;
        var commands = new TreeCommands([.. Enumerable.Range(0, 100).Select(i => Pause(i + 1, new JobId(2 + i)))], id =>
        {
            asked++;
            return id.Value > 101 ? new JobId(id.Value - 100) : Root;
        });

        for (var id = 102L; id < 1002; id++) Assert.True(commands.FlagsOf(new JobId(id), Root, isPaused: false, isCancelRequested: false).IsPaused);
        Assert.InRange(asked, 1, 1000);
    }

    [Fact]
    public void Command_ThatIsNotAmongThem_ReachesWhatStandsBelowItsJob()
    {
        var commands = new TreeCommands([Pause(1, new JobId(2))], id => new JobId(id.Value - 1));
        Assert.True(commands.Reaches(commands.All[0], new JobId(9), Root));
        Assert.True(commands.Reaches(Pause(2, new JobId(5)), new JobId(9), Root));
        Assert.False(commands.Reaches(Pause(2, new JobId(5)), new JobId(4), Root));
    }

    private static TreeCommand Pause(long number, JobId target) => new(number, Root, target, JobCommand.Pause, JobId.None);
}
