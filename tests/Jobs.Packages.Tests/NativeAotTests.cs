using System.Diagnostics;
using Jobs.Crash.Tests.Kit;
using Jobs.Packages.Tests.Kit;
using Xunit.Abstractions;

namespace Jobs.Packages.Tests;

/// <summary>The same host as one native binary, with the SQLite store inside.</summary>
[Collection(PackagesCollection.Name)]
public sealed class NativeAotTests(PackagesFixture fixture, ITestOutputHelper output)
{
    private const long SizeMax = 10_000_000; // Something that drags half of the framework along would pass it.
    private const int StartsMeasured = 21;

    [NativeAotFact]
    public async Task NativeHost_WhenKilled_ResumesWithoutRepeating()
    {
        var folder = fixture.Consumer.PathOf("out", "native");
        await fixture.Consumer.RunAsync("publish", "Acme.NativeHost", "-c", "Release", "-v", "quiet", "-o", folder);
        var program = Path.Combine(folder, "Acme.Host");

        await Round.ResumesAfterAKillAsync(program);

        var size = new FileInfo(program).Length;
        output.WriteLine(
            $"The binary has {size:N0} bytes, SQLite beside it {new FileInfo(Path.Combine(folder, "libe_sqlite3.so")).Length:N0}. From the process's " +
            $"start to a host that runs jobs on a new store: {await MedianStartAsync(program):0} ms, median of {StartsMeasured}.");
        Assert.True(size < SizeMax, $"The native host has {size:N0} bytes.");
    }

    private static async Task<double> MedianStartAsync(string program)
    {
        var times = new List<double>();
        for (var i = 0; i < StartsMeasured; i++)
        {
            using var folder = new ScratchFolder();
            var clock = Stopwatch.StartNew();
            using var host = ChildProcess.Run(program, Path.Combine(folder.Path, "start.db"));
            Assert.Equal("ready", await host.ReadLineAsync());
            times.Add(clock.Elapsed.TotalMilliseconds);
            Assert.Equal(0, await host.ExitCodeAsync());
            folder.Passed();
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
