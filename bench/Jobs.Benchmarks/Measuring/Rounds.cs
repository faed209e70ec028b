namespace Jobs.Benchmarks.Measuring;

/// <summary>
/// Lets contenders take turns inside each round, so that a machine that is slow for a minute is slow for all of them: on a
/// shared machine the ratios within one run mean something, the figures themselves little. The order rotates, so that
/// nobody always runs after the same rival. The rounds before the first that counts let the just-in-time compiler finish.
/// </summary>
internal static class Rounds
{
    private const int WarmUps = 3;

    public static async Task<IReadOnlyList<Series>> RunAsync(IReadOnlyList<IContender> contenders, int rounds, string folder)
    {
        var series = contenders.Select(contender => new Series(contender.Name)).ToArray();
        for (var round = -WarmUps; round < rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var index = (turn + round + WarmUps) % contenders.Count;
                var figures = await RunOnceAsync(contenders[index], folder);
                if (round >= 0) series[index].Add(figures);
            }

            Console.Error.Write(round < 0 ? " warm" : $" {round + 1}");
        }

        Console.Error.WriteLine();
        return series;
    }

    private static async Task<RunFigures> RunOnceAsync(IContender contender, string folder)
    {
        var own = Path.Combine(folder, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(own);
        try
        {
            return await contender.RunAsync(own);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }
}
