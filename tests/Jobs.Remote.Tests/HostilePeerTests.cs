using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Jobs.Remote.Tests.Kit;
using Jobs.Remote.Tests.Zoo;
using Jobs.Runtime.Tests.Store;
using Jobs.Store;

namespace Jobs.Remote.Tests;

/// <summary>Whatever a process sends to an owner, or does not, costs that process its connection, and nobody else anything.</summary>
public sealed class HostilePeerTests
{
    [Fact]
    public async Task Garbage_BeforeTheHandshake_IsHungUpOn()
    {
        await using var test = await RemoteTest.StartAsync();
        foreach (var bytes in new byte[][] { [0xFF, 0xFF, 0xFF, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], Framed("{"), Framed("[]"), Framed("null"), Framed("{\"protocol\":\"one\"}"), Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n") })
        {
            using var peer = Connect(test);
            await peer.SendAsync(bytes);
            await HangsUpAsync(peer);
        }

        await StillServesAsync(test);
    }

    [Fact]
    public async Task Handshake_OfAnotherVersionOrNonce_IsRefusedWithItsReason()
    {
        await using var test = await RemoteTest.StartAsync();
        using var old = Connect(test);
        await old.SendAsync(Framed($$"""{"protocol":2,"nonce":"{{NonceOf(test)}}"}"""));
        Assert.Equal("version", CodeOf(await ReceiveAsync(old)));
        await HangsUpAsync(old);

        using var stranger = Connect(test);
        await stranger.SendAsync(Framed("""{"protocol":1,"nonce":"another"}"""));
        Assert.Equal("owner", CodeOf(await ReceiveAsync(stranger)));
        await HangsUpAsync(stranger);

        using var loud = Connect(test);
        await loud.SendAsync(Framed($$"""{"protocol":1,"nonce":"{{new string('x', 2000)}}"}"""));
        Assert.Equal("protocol", CodeOf(await ReceiveAsync(loud)));
        await HangsUpAsync(loud);
        await StillServesAsync(test);
    }

    [Theory]
    [InlineData("""{"op":"find"}""")]
    [InlineData("""{"id":"one","op":"find"}""")]
    [InlineData("""{"id":1,"op":7}""")]
    [InlineData("""{"id":1,"op":"find"} {}""")]
    [InlineData("""{"id":99999999999999999999,"op":"find"}""")]
    [InlineData("not json")]
    public async Task Request_ThatIsNone_EndsTheConnection(string request)
    {
        await using var test = await RemoteTest.StartAsync();
        using var peer = await GreetAsync(test);
        await peer.SendAsync(Framed(request));
        await HangsUpAsync(peer);
        await StillServesAsync(test);
    }

    [Theory]
    [InlineData("""{"id":1,"op":"frobnicate"}""")]
    [InlineData("""{"id":1,"op":"find","job":"x"}""")]
    [InlineData("""{"id":1,"op":"command","job":5,"command":"explode"}""")]
    [InlineData("""{"id":1,"op":"query","limit":99999999999}""")]
    [InlineData("""{"id":1,"op":"submit"}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[7]}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[{"name":"add","input":[]}]}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[{"name":"add","input":{"Number":1},"state":"x","version":3}]}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[{"name":"add","input":{"Number":1},"state":{},"version":9999}]}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[{"name":"add","input":{"Number":1},"state":{},"version":3,"journal":7}]}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[{"name":"add","input":{"Number":1}}],"options":{"priority":77}}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[{"name":"add","input":{"Number":1}}],"options":{"retry":{"delayMs":1e300}}}""")]
    [InlineData("""{"id":1,"op":"submit","jobs":[{"name":"add","input":{"Number":1}}],"options":{"dueAt":-99999999999999999}}""")]
    public async Task Request_ThatCannotBeDone_IsAnsweredWithAnError_AndTheConnectionGoesOn(string request)
    {
        await using var test = await RemoteTest.StartAsync();
        using var peer = await GreetAsync(test);
        await peer.SendAsync(Framed(request));
        Assert.NotNull(CodeOf(await ReceiveAsync(peer)));
        await peer.SendAsync(Framed("""{"id":2,"op":"ping"}"""));
        Assert.Equal(2, (await ReceiveAsync(peer)).GetProperty("id").GetInt64());
        Assert.Empty(await test.Client().QueryAsync(new(), RemoteTest.Hang));
    }

    [Fact]
    public async Task Frame_ThatAnnouncesMoreThanIsAllowed_IsHungUpOn()
    {
        await using var test = await RemoteTest.StartAsync(jobs => jobs.RemoteLimits = RemoteLimits.Default with { FrameBytesMax = 4096 });
        using var peer = await GreetAsync(test);
        await peer.SendAsync((byte[])[1, 16, 0, 0]); // 4097
        var farewell = (await ReceiveAsync(peer)).GetProperty("error");
        Assert.Equal("protocol", farewell.GetProperty("code").GetString());
        Assert.Contains("1 to 4,096 are allowed", farewell.GetProperty("message").GetString(), StringComparison.Ordinal); // and not for its slowness
        await HangsUpAsync(peer);
        await StillServesAsync(test);
    }

    [Fact]
    public async Task Frame_ThatIsNeverCompleted_IsHungUpOn()
    {
        await using var test = await RemoteTest.StartAsync(jobs => jobs.RemoteLimits = RemoteLimits.Default with { FrameTimeout = TimeSpan.FromMilliseconds(50) });
        foreach (var begin in new byte[][] { [9], [9, 0, 0, 0], [9, 0, 0, 0, (byte)'{'] })
        {
            using var slow = await GreetAsync(test);
            await slow.SendAsync(begin);
            Assert.Equal("protocol", CodeOf(await ReceiveAsync(slow)));
            await HangsUpAsync(slow);
        }

        await StillServesAsync(test);
    }

    [Fact]
    public async Task Silence_BeforeTheHandshakeOrAfterIt_IsHungUpOn_ButNotUnderAWait()
    {
        await using var test = await RemoteTest.StartAsync(jobs => jobs.RemoteLimits = RemoteLimits.Default with
        {
            HandshakeTimeout = TimeSpan.FromMilliseconds(50), IdleTimeout = TimeSpan.FromMilliseconds(50),
        });
        var handle = await test.Client().SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        using var waits = await GreetAsync(test);
        await waits.SendAsync(Framed($$"""{"id":1,"op":"await","job":{{handle.Id}}}"""));
        using var mute = Connect(test);
        await HangsUpAsync(mute);
        using var idle = await GreetAsync(test);
        await HangsUpAsync(idle);
        test.Probe.Open("gate");
        Assert.Equal(1, (await ReceiveAsync(waits)).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Frame_ThatIsBrokenOff_LeavesNothingBehind()
    {
        await using var test = await RemoteTest.StartAsync();
        for (var i = 0; i < 200; i++) // More than there may be connections at once.
        {
            using var peer = await GreetAsync(test);
            await peer.SendAsync(Framed("""{"id":1,"op":"submit"}""").AsMemory(0, 4 + (i % 10)));
        }

        await StillServesAsync(test);
    }

    [Fact]
    public async Task Connections_BeyondTheBound_AreRefused_UntilOneCloses()
    {
        await using var test = await RemoteTest.StartAsync(jobs => jobs.RemoteLimits = RemoteLimits.Default with { ConnectionsMax = 2 });
        var first = await GreetAsync(test);
        using var second = await GreetAsync(test);
        using (var third = Connect(test))
        {
            Assert.Equal("busy", CodeOf(await ReceiveAsync(third)));
            await HangsUpAsync(third);
        }

        first.Dispose();
        await StillServesAsync(test); // A client goes round until there is room.
    }

    [Fact]
    public async Task Waits_BeyondTheBound_AreRefused_AndADroppedOneMakesRoom()
    {
        await using var test = await RemoteTest.StartAsync(jobs => jobs.RemoteLimits = RemoteLimits.Default with { WaitsMax = 1 });
        var handle = await test.Client().SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        using var peer = await GreetAsync(test);
        await peer.SendAsync(Framed($$"""{"id":1,"op":"await","job":{{handle.Id}}}"""));
        await peer.SendAsync(Framed("""{"id":2,"op":"follow"}"""));
        var refused = await ReceiveAsync(peer);
        Assert.Equal((2, "busy"), (refused.GetProperty("id").GetInt64(), CodeOf(refused)));
        await peer.SendAsync(Framed("""{"id":3,"op":"drop","target":1}"""));
        for (var id = 4; ; id++)
        {
            await peer.SendAsync(Framed($$"""{"id":{{id}},"op":"follow"}"""));
            var answer = await ReceiveAsync(peer);
            if (answer.TryGetProperty("following", out _)) break;
            Assert.Equal("busy", CodeOf(answer)); // The drop is on its way.
        }
    }

    [Fact]
    public async Task Requests_BeyondTheRate_AreReadLater_AndNoneIsLost()
    {
        await using var test = await RemoteTest.StartAsync(jobs => jobs.RemoteLimits = RemoteLimits.Default with { RequestsPerSecond = 100 });
        using var peer = await GreetAsync(test);
        for (var id = 1; id <= 220; id++) await peer.SendAsync(Framed($$"""{"id":{{id}},"op":"ping"}"""));
        for (var id = 1; id <= 220; id++) Assert.Equal(id, (await ReceiveAsync(peer)).GetProperty("id").GetInt64());
    }

    [LinuxFact]
    public async Task Folder_ThatOthersMayEnter_OrThatIsALink_IsUsedByNobody()
    {
        if (OperatingSystem.IsWindows()) return; // For the compiler: the attribute has seen to it.
        await using var test = await RemoteTest.StartAsync();
        var folder = test.StoreFile + ".remote";
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));

        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        var error = await Assert.ThrowsAsync<JobStoreException>(async () => await test.Client().StatsAsync(RemoteTest.Hang));
        Assert.Equal(JobStoreFault.Unsupported, error.Fault);
        Assert.Contains("chmod 700", error.Message, StringComparison.Ordinal);

        // The next owner does not listen there either; jobs run all the same.
        await test.StopHostAsync();
        await test.StartHostAsync();
        Assert.False(File.Exists(Path.Combine(folder, "socket")));
        Assert.Equal(2, await (await test.Host.Client.SubmitAsync(new AddJob { Number = 2 }, null, RemoteTest.Hang)).ResultAsync(RemoteTest.Hang));

        await test.StopHostAsync();
        Directory.Delete(folder, recursive: true);
        Directory.CreateSymbolicLink(folder, test.Folder);
        await test.StartHostAsync();
        Assert.False(File.Exists(Path.Combine(folder, "socket")));
    }

    [Fact]
    public void Socket_OfALongPath_LiesUnderTheTemporaryFolder_AndItsNameIsThePathsAlone()
    {
        Assert.Equal(Path.Combine("/s/jobs.db.remote", "socket-m"), SocketPlace.Of("/s/jobs.db", "/t", "m"));
        var longPath = "/" + new string('x', 90) + "/jobs.db";
        var shortened = SocketPlace.Of(longPath, "/t", "m")!;
        Assert.StartsWith("/t/jobs-", shortened, StringComparison.Ordinal);
        Assert.Equal(shortened, SocketPlace.Of(longPath, "/t", "m"));
        Assert.NotEqual(shortened, SocketPlace.Of(longPath + "2", "/t", "m"));
        Assert.Null(SocketPlace.Of(longPath, "/" + new string('t', 90), "m"));
    }

    private static Socket Connect(RemoteTest test)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(OwnerCard.TryRead(test.StoreFile)!.Socket!));
        return socket;
    }

    private static async Task<Socket> GreetAsync(RemoteTest test)
    {
        var hang = RemoteTest.Hang;
        while (true)
        {
            var peer = Connect(test);
            await peer.SendAsync(Framed($$"""{"protocol":1,"nonce":"{{NonceOf(test)}}"}"""));
            var hello = await ReceiveAsync(peer);
            if (hello.TryGetProperty("epoch", out _)) return peer;
            Assert.Equal("busy", CodeOf(hello)); // Those that left are still being seen off.
            peer.Dispose();
            hang.ThrowIfCancellationRequested();
        }
    }

    private static string NonceOf(RemoteTest test) => OwnerCard.TryRead(test.StoreFile)!.Nonce;

    private static byte[] Framed(string json)
    {
        var bytes = new byte[4 + Encoding.UTF8.GetByteCount(json)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 4);
        Encoding.UTF8.GetBytes(json, bytes.AsSpan(4));
        return bytes;
    }

    private static async Task<JsonElement> ReceiveAsync(Socket peer)
    {
        var header = new byte[4];
        await FillAsync(peer, header);
        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
        await FillAsync(peer, body);
        return JsonDocument.Parse(body).RootElement;
    }

    private static async Task FillAsync(Socket peer, Memory<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var read = await peer.ReceiveAsync(buffer, RemoteTest.Hang);
            Assert.NotEqual(0, read);
            buffer = buffer[read..];
        }
    }

    private static string? CodeOf(JsonElement answer) => answer.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

    // Reads what is said in farewell, to the end.
    private static async Task HangsUpAsync(Socket peer)
    {
        var buffer = new byte[4096];
        try
        {
            while (await peer.ReceiveAsync(buffer, RemoteTest.Hang) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset: what we sent was not read.
        }
    }

    private static async Task StillServesAsync(RemoteTest test)
    {
        var handle = await test.Client().SubmitAsync(new AddJob { Number = 5 }, null, RemoteTest.Hang);
        Assert.Equal(5, await handle.ResultAsync(RemoteTest.Hang));
    }
}
