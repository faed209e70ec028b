using System.Globalization;
using System.Net.Sockets;
using Jobs.Crash.Tests.Kit;
using Jobs.Crash.Worker;
using Jobs.Integration.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Runtime.Tests.Store;
using Jobs.Store;
using Jobs.TestKit.Time;
using Xunit.Abstractions;

namespace Jobs.Remote.Tests;

/// <summary>
/// An owner is stopped wherever it happens to be, and its store is taken from it by force. Continued, it writes nothing more,
/// to the byte. By command at a hundred moments: JOBS_TAKE_OVERS=100.
/// </summary>
public sealed class TakeOverTests(ITestOutputHelper output) : IDisposable
{
    private const int LinesMax = 300;
    private const int MomentMicroseconds = 3000; // Several commits long.
    private const int StartMsMax = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly TestStore _store = new();
    private readonly List<ChildProcess> _processes = [];

    [LinuxFact]
    public async Task OldOwner_StoppedAtAnyMoment_AndContinuedAfterATakeOver_WritesNotAByte_AndSaysWhy()
    {
        var random = new Random(Read("JOBS_CRASH_SEED", 1));
        var wanted = Read("JOBS_TAKE_OVERS", 2);
        var (done, writing, early) = (0, 0, 0);
        for (var life = 1; done < wanted; life++)
        {
            var old = Start("load", _store.File, life.ToString(CultureInfo.InvariantCulture));
            var acknowledged = await StopSomewhereAsync(old, random);
            switch (await TryTakeAsync(old))
            {
                case true:
                    await RequireFencedAsync(old, acknowledged);
                    done++;
                    continue;
                case false:
                    writing++;
                    break;
                default:
                    early++; // It had not come so far as to own the store.
                    break;
            }

            Signal.Thaw(old.Id);
            if (life % 2 == 0) await GoesOnAsync(old);
            old.Kill();
            await old.ExitCodeAsync();
        }

        Assert.Equal("ok", StoreFile.CheckIntegrity(_store.File));
        Assert.Empty(JobsDoctor.Examine(_store.File, TimeProvider.System.GetUtcNow()).Findings);
        output.WriteLine($"{done} take-overs from a stopped owner; at {writing} moments it was writing and had to be ended, {early} came before it owned the store");
    }

    [LinuxFact]
    public async Task Calls_ThatTheOldOwnerHeard_AreDoneOnceByTheNext()
    {
        var old = Start("host", _store.File);
        await HearAsync(old, "ready");
        await using var client = JobsClient.ForStore(_store.File, jobs => jobs.AddJobsCrashWorkerJobs());
        var running = await client.SubmitAsync(new GateJob { Number = 7 }, null, RemoteTest.Hang);
        await HearAsync(old, $"runs {running.Id}");

        await TakeWhenQuietAsync(old);
        var submit = client.SubmitAsync(new GateJob { Number = 8 }, null, RemoteTest.Hang).AsTask(); // By its open connection: it lies in the old owner's socket.
        var waiting = running.ResultAsync(RemoteTest.Hang).AsTask();
        var next = Start("host", _store.File);
        await HearAsync(next, $"runs {running.Id}");
        Signal.Thaw(old.Id);
        Assert.Equal(3, await old.ExitCodeAsync());

        var submitted = await submit;
        await HearAsync(next, $"runs {submitted.Id}");
        await next.Input.WriteLineAsync("open");
        Assert.Equal((7, 8), (await waiting, await submitted.ResultAsync(RemoteTest.Hang)));
        Assert.Equal(2, (await client.QueryAsync(new(), RemoteTest.Hang)).Count);
    }

    [LinuxFact]
    public async Task Client_OfAnOwnerThatStaysStopped_GoesOnWithTheNext()
    {
        var old = Start("host", _store.File);
        await HearAsync(old, "ready");
        var clock = new ManualTimeProvider();
        await using var client = JobsClient.ForStore(_store.File, jobs =>
        {
            jobs.AddJobsCrashWorkerJobs();
            jobs.UseTimeProvider(clock);
            jobs.OwnerWait = TimeSpan.FromDays(1000);
        });
        var handle = await client.SubmitAsync(new GateJob { Number = 7 }, null, RemoteTest.Hang);
        await HearAsync(old, $"runs {handle.Id}");

        await TakeWhenQuietAsync(old);
        Assert.Equal(JobStatus.Ready, (await WithTimeAsync(clock, handle.InfoAsync(RemoteTest.Hang).AsTask()))!.Status); // In a visit: nobody owns the store.
        var next = Start("host", _store.File);
        await HearAsync(next, "ready");
        await next.Input.WriteLineAsync("open");
        await using var patient = JobsClient.ForStore(_store.File, jobs => jobs.AddJobsCrashWorkerJobs()); // The other's time outruns any process.
        Assert.Equal(7, await patient.ResultAsync<int>(handle.Id, RemoteTest.Hang));
    }

    // The client's time passes until it has its answer; how much, no claim depends on.
    private static async Task<T> WithTimeAsync<T>(ManualTimeProvider clock, Task<T> call)
    {
        while (!call.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await call;
    }

    [LinuxFact]
    public async Task TakeOver_OfAnOwnerThatAnswers_IsRefused_AndOfAStoreAtRestThereIsNone()
    {
        var owner = Start("host", _store.File);
        await HearAsync(owner, "ready");
        var error = await Assert.ThrowsAsync<JobStoreException>(() => JobsTakeOver.LookAsync(_store.File, TimeSpan.FromSeconds(30), RemoteTest.Hang));
        Assert.Contains("it answers", error.Message, StringComparison.Ordinal);
        Assert.Contains($"kill {owner.Id}", error.Message, StringComparison.Ordinal);

        owner.Kill();
        await owner.ExitCodeAsync();
        Assert.Null(await JobsTakeOver.LookAsync(_store.File, Patience, RemoteTest.Hang));
        error = await Assert.ThrowsAsync<JobStoreException>(() => JobsTakeOver.LookAsync(_store.File + "x", Patience, RemoteTest.Hang));
        Assert.Equal(JobStoreFault.Missing, error.Fault);
    }

    [LinuxFact]
    public async Task TakeOver_OfAnOwnerWhoseLockFileWasRemovedAsWell_Works()
    {
        var old = Start("host", _store.File);
        await HearAsync(old, "ready");
        await TakeWhenQuietAsync(old, isLockRemoved: true);
        var next = Start("host", _store.File);
        await HearAsync(next, "ready");
        Signal.Thaw(old.Id);
        Assert.Equal(3, await old.ExitCodeAsync());
    }

    public void Dispose()
    {
        foreach (var process in _processes) process.Dispose();
        _store.Dispose();
    }

    // While it starts, or after some lines and a moment: anywhere in a commit, between two, in a fold of the WAL, in its tasks.
    private static async Task<List<string>> StopSomewhereAsync(ChildProcess old, Random random)
    {
        var acknowledged = new List<string>();
        var isStarting = random.Next(6) == 0;
        if (isStarting)
        {
            await Task.Delay(random.Next(StartMsMax));
        }
        else
        {
            await old.Input.WriteLineAsync();
            for (var lines = random.Next(1, LinesMax); lines > 0; lines--) Note(await old.ReadLineAsync() ?? throw new InvalidOperationException(await old.ErrorsAsync), acknowledged);
            var moment = TimeSpan.FromMicroseconds(random.Next(MomentMicroseconds));
            for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < moment;)
            {
            }
        }

        Signal.Freeze(old.Id);
        return acknowledged;
    }

    // A host writes now and then by itself, and is not taken from meanwhile.
    private async Task TakeWhenQuietAsync(ChildProcess old, bool isLockRemoved = false)
    {
        while (true)
        {
            Signal.Freeze(old.Id);
            if (isLockRemoved) File.Move(_store.File + ".owner", _store.File + ".away");
            if (await TryTakeAsync(old) == true) return;
            if (isLockRemoved) File.Move(_store.File + ".away", _store.File + ".owner");
            Signal.Thaw(old.Id);
        }
    }

    // True when it was taken, false when the owner was writing, null when it owned nothing yet.
    private async Task<bool?> TryTakeAsync(ChildProcess old)
    {
        try
        {
            if (!File.Exists(_store.File) || await JobsTakeOver.LookAsync(_store.File, Patience, RemoteTest.Hang) is not { } takeOver || takeOver.ProcessId != old.Id) return null;
            Assert.True(takeOver.IsStopped);
            takeOver.Force();
            return true;
        }
        catch (JobStoreException unnamed) when (unnamed.Message.Contains("not said who it is", StringComparison.Ordinal))
        {
            return null; // Stopped between its lock and its card.
        }
        catch (JobStoreException refused)
        {
            Assert.Equal(JobStoreFault.Owned, refused.Fault);
            Assert.Contains($"kill -9 {old.Id}", refused.Message, StringComparison.Ordinal);
            return false;
        }
    }

    // The next owner does nothing of itself meanwhile, so that every changed byte would be the old one's.
    private async Task RequireFencedAsync(ChildProcess old, List<string> acknowledged)
    {
        using var next = new SqliteStore(_store.File, TimeProvider.System, new SqliteStoreOptions { SocketOf = SocketPlace.Of });
        var session = next.Open(new StoreOpening(TimeProvider.System.GetUtcNow(), "the next owner", TimeSpan.Zero));
        next.Commit(Batch(session, 1));
        SocketPlace.Prepare(session.Card!.Socket!);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(session.Card.Socket!));
        listener.Listen(1);

        var before = await ContentsAsync();
        Signal.Thaw(old.Id);
        while (await old.ReadLineAsync() is { } line) Note(line, acknowledged);
        Assert.Equal(3, await old.ExitCodeAsync());
        Assert.Contains("does not own", await old.ErrorsAsync, StringComparison.Ordinal);
        Assert.Contains("the next owner", await old.ErrorsAsync, StringComparison.Ordinal);
        Assert.Equal(before, await ContentsAsync());

        next.Commit(Batch(session, 2));
        using (var reader = next.OpenReader()) Assert.All(acknowledged, id => Assert.NotNull(reader.Find(JobId.Parse(id, null))));
        next.Close();
    }

    // What was refused has changed nothing.
    private static async Task GoesOnAsync(ChildProcess old)
    {
        await old.Input.WriteLineAsync(); // For one that was stopped before it was told what to do.
        while (await old.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("submitted ", StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The old owner ended although it was left alone: {await old.ErrorsAsync}");
    }

    private static WriteBatch Batch(StoreSession session, long sequence) => new()
    {
        Session = session.Epoch, Sequence = sequence, SealedAt = TimeProvider.System.GetUtcNow(), IdHighWater = session.IdHighWater, Durability = Durability.Flushed,
    };

    // By a process of its own: one that opens and closes a file of SQLite's drops the locks of its own process.
    private async Task<string> ContentsAsync()
    {
        using var sum = ChildProcess.Run("sh", "-c", "cd \"$0\" && find . | sort && find . -type f ! -name '*-shm' | sort | xargs sha256sum", _store.Folder);
        var lines = new List<string>();
        while (await sum.ReadLineAsync() is { } line) lines.Add(line);
        Assert.Equal(0, await sum.ExitCodeAsync());
        return string.Join('\n', lines);
    }

    private static void Note(string line, List<string> acknowledged)
    {
        if (line.Split(' ') is ["submitted", _, var id]) acknowledged.Add(id);
    }

    private ChildProcess Start(params string[] arguments)
    {
        var process = ChildProcess.Start("Jobs.Crash.Worker", arguments);
        _processes.Add(process);
        return process;
    }

    private static async Task HearAsync(ChildProcess owner, string wanted)
    {
        while (await owner.ReadLineAsync() is { } line)
        {
            if (line == wanted) return;
        }

        Assert.Fail($"The owner ended before it said '{wanted}': {await owner.ErrorsAsync}");
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
