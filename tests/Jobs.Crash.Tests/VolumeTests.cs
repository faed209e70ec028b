using Jobs.Crash.Tests.Kit;

namespace Jobs.Crash.Tests;

/// <summary>
/// A real host on a real volume that is full, becomes full or turns read-only: it says what to do, and loses nothing that it
/// acknowledged.
/// </summary>
public sealed class VolumeTests : IDisposable
{
    private const int Permits = 16; // The worker's.

    private readonly ScratchFolder _folder = new();
    private readonly HashSet<string> _submitted = [];
    private readonly List<string> _begun = [];
    private readonly Dictionary<string, int> _outcomes = [];

    private string Store => Path.Combine(_folder["volume"], "jobs.db");

    [MemoryVolumeFact]
    public async Task Volume_ThatFills_StopsTheIntake_RecordsWhatRuns_AndGoesOnByItselfWhenThereIsRoom()
    {
        using var volume = await FillableAsync();
        using var worker = volume.Start("Jobs.Crash.Worker", "volume", Store);
        await FillAsync(worker);

        // What runs ends, on the reserve, and is recorded. Nothing else starts: its outcome might find no room.
        await SayAsync(worker, "open");
        while (_outcomes.Count < Permits) await ReadAsync(worker);
        await SayAsync(worker, "submit 1");
        RequireAdvice(await UntilAsync(worker, "refused"), "Full");
        Assert.Equal(Permits, _begun.Count);
        Assert.False(File.Exists(volume.FromHere("jobs.db-reserve")));

        await volume.RunAsync($"rm '{volume["filler"]}'");
        await UntilAsync(worker, "log StoreRecovered");
        await SayAsync(worker, "submit 1");
        while (_outcomes.Count < _submitted.Count || !_submitted.SetEquals(_begun)) await ReadAsync(worker);
        await EndAsync(worker);

        Assert.All(_submitted, id => Assert.Equal(1, _outcomes[id]));
        await RequireAllInHistoryAsync(volume);
        Assert.True(File.Exists(volume.FromHere("jobs.db-reserve")));
    }

    [MemoryVolumeFact]
    public async Task Process_KilledWhileTheVolumeIsFull_IsRefusedWithoutRoom_AndRunsEverythingOnceThereIsSome()
    {
        using var volume = await FillableAsync();
        using (var killed = volume.Start("Jobs.Crash.Worker", "volume", Store))
        {
            await FillAsync(killed);
            killed.Kill();
            await killed.ExitCodeAsync();
            while (await killed.ReadLineAsync() is { } line) Note(line);
        }

        // What the reserve gave is taken by somebody else.
        await volume.RunAsync($"cat /dev/zero > '{volume["more"]}' 2>&1 || true");
        using (var refused = volume.Start("Jobs.Crash.Worker", "volume", Store))
        {
            var advice = await UntilAsync(refused, "refused");
            RequireAdvice(advice, "Full");
            Assert.Contains("start this host again", advice, StringComparison.Ordinal);
            Assert.Equal(0, await refused.ExitCodeAsync());
        }

        await volume.RunAsync($"rm '{volume["filler"]}' '{volume["more"]}'");
        await RequireAllEndAsync(volume);
    }

    [MemoryVolumeFact]
    public async Task Start_OnAReadOnlyVolume_IsRefused_AndNothingIsLost()
    {
        using var volume = await PrivateVolume.OfMemoryAsync(_folder["volume"], 32);
        using (var first = volume.Start("Jobs.Crash.Worker", "volume", Store))
        {
            await SayAsync(first, "submit 20");
            while (_submitted.Count < 20) await ReadAsync(first);
            first.Kill();
            await first.ExitCodeAsync();
        }

        await volume.RunAsync($"mount -o remount,bind,ro '{volume.Path}'");
        using (var refused = volume.Start("Jobs.Crash.Worker", "volume", Store))
        {
            RequireAdvice(await UntilAsync(refused, "refused"), "ReadOnly");
            Assert.Equal(0, await refused.ExitCodeAsync());
        }

        await volume.RunAsync($"mount -o remount,bind,rw '{volume.Path}'");
        await RequireAllEndAsync(volume);
    }

    [DiskVolumeFact]
    public async Task Volume_ThatTurnsReadOnlyUnderAHost_StopsIt_WithThePathAndTheRemedy_AndNothingIsLost()
    {
        using var volume = await PrivateVolume.OfDiskAsync(_folder["volume"], _folder["disk.img"], 64);
        using (var worker = volume.Start("Jobs.Crash.Worker", "volume", Store))
        {
            await SayAsync(worker, "submit 40");
            while (_submitted.Count < 40) await ReadAsync(worker);

            // As the kernel does when the disk reports errors: files that are open for writing do not keep it from that.
            await volume.RunAsync($"mount -o remount,abort '{volume.Path}'");
            await SayAsync(worker, "submit 1");
            RequireAdvice(await UntilAsync(worker, "refused"), "ReadOnly");
            await SayAsync(worker, "submit 1"); // And again, at once: nothing is tried any more.
            RequireAdvice(await UntilAsync(worker, "refused"), "ReadOnly");
            await EndAsync(worker);
        }

        await volume.RunAsync($"umount '{volume.Path}' && mount -o loop '{_folder["disk.img"]}' '{volume.Path}'");
        await RequireAllEndAsync(volume);
    }

    public void Dispose()
    {
        _folder.Passed();
        _folder.Dispose();
    }

    /// <summary>A volume with a large file of somebody else's, which is the room that can be made.</summary>
    private async Task<PrivateVolume> FillableAsync()
    {
        var volume = await PrivateVolume.OfMemoryAsync(_folder["volume"], 48);
        await volume.RunAsync($"head -c 24M /dev/zero > '{volume["filler"]}'");
        return volume;
    }

    /// <summary>Has as many jobs run as there are permits, and then submits until the volume is full.</summary>
    private async Task FillAsync(ChildProcess worker)
    {
        await SayAsync(worker, $"submit {Permits}");
        while (_begun.Count < Permits) await ReadAsync(worker);
        await SayAsync(worker, "fill");
        RequireAdvice(await UntilAsync(worker, "refused"), "Full");
        Assert.True(_submitted.Count > 2 * Permits, $"{_submitted.Count} jobs filled it.");
    }

    /// <summary>The next life runs what was acknowledged, each job to one outcome.</summary>
    private async Task RequireAllEndAsync(PrivateVolume volume)
    {
        using var worker = volume.Start("Jobs.Crash.Worker", "volume", Store);
        await SayAsync(worker, "open");
        foreach (var id in _submitted) await SayAsync(worker, $"await {id}");
        await EndAsync(worker);
        await RequireAllInHistoryAsync(volume);
    }

    private async Task RequireAllInHistoryAsync(PrivateVolume volume)
    {
        await volume.RunAsync($"cp '{Store}' '{_folder["copy.db"]}'"); // A clean stop has folded the WAL.
        Assert.Equal("ok", StoreFile.CheckIntegrity(_folder["copy.db"]));
        Assert.Equal(0, StoreFile.Count(_folder["copy.db"], "SELECT count(*) FROM job"));
        var ended = $"SELECT count(*) FROM history WHERE result IS NOT NULL AND id IN ({string.Join(',', _submitted)})";
        Assert.Equal(_submitted.Count, StoreFile.Count(_folder["copy.db"], ended));
    }

    private void RequireAdvice(string line, string fault)
    {
        Assert.StartsWith($"refused {fault} ", line, StringComparison.Ordinal);
        Assert.Contains($"'{Store}'", line, StringComparison.Ordinal);
        Assert.Contains(fault == "Full" ? "Make room on its volume" : "writ", line, StringComparison.Ordinal);
    }

    private async Task EndAsync(ChildProcess worker)
    {
        worker.Input.Close();
        while (await worker.ReadLineAsync() is { } line) Note(line);
        Assert.True(await worker.ExitCodeAsync() == 0, await worker.ErrorsAsync);
    }

    private static async Task SayAsync(ChildProcess worker, string line)
    {
        await worker.Input.WriteLineAsync(line);
        await worker.Input.FlushAsync();
    }

    private async Task<string> UntilAsync(ChildProcess worker, string start)
    {
        while (true)
        {
            var line = await ReadAsync(worker);
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
        }
    }

    private async Task<string> ReadAsync(ChildProcess worker)
    {
        var line = await worker.ReadLineAsync();
        if (line is null) Assert.Fail($"The worker ended by itself: {await worker.ErrorsAsync}");
        Note(line);
        return line;
    }

    private void Note(string line)
    {
        switch (line.Split(' '))
        {
            case ["submitted", _, var id]: _submitted.Add(id); break;
            case ["begin", var id, ..]: _begun.Add(id); break;
            case ["outcome", var id, "Completed"]: _outcomes[id] = _outcomes.GetValueOrDefault(id) + 1; break;
        }
    }
}
