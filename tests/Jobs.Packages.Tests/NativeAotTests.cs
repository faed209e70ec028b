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
    private const int StartsMeasured = 11;

    [NativeAotFact]
    public async Task NativeHost_WhenKilled_ResumesWithoutRepeating()
    {
        var folder = fixture.Consumer.PathOf("out", "native");
        await fixture.Consumer.RunAsync("publish", "Acme.NativeHost", "-c", "Release", "-v", "quiet", "-o", folder);
        var program = Path.Combine(folder, "Acme.Host");

        await Round.ResumesAfterAKillAsync(program);

        var size = new FileInfo(program).Length;
        var native = await MedianStartAsync(program);
        var compiledAtRunTime = await MedianStartAsync(Dotnet.Program, await fixture.BuiltHostAsync());
        output.WriteLine(
            $"The binary has {size / 1e6:0.0} MB, SQLite beside it {new FileInfo(Path.Combine(folder, "libe_sqlite3.so")).Length / 1e6:0.0} MB. From a process's start to a " +
            $"host that runs jobs on a new store: {native:0} ms; the same with a compiler at run time: {compiledAtRunTime:0} ms; medians of {StartsMeasured}.");
        Assert.True(size < SizeMax, $"The native host has {size:N0} bytes.");
    }

    private static async Task<double> MedianStartAsync(params string[] command)
    {
        var times = new List<double>();
        for (var i = 0; i < StartsMeasured; i++)
        {
            using var folder = new ScratchFolder();
            var clock = Stopwatch.StartNew();
            using var host = ChildProcess.Run([.. command, folder["start.db"]]);
            Assert.Equal("ready", await host.ReadLineAsync());
            times.Add(clock.Elapsed.TotalMilliseconds);
            Assert.Equal(0, await host.ExitCodeAsync());
            folder.Passed();
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
