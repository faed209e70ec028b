using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Jobs.Diagnostics;

namespace Jobs.Remote;

/// <summary>
/// One process that speaks with the owner. Requests are read one after the other and answered as they are done; waits and
/// subscriptions stay under way beside them.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    private readonly OwnerServer _server;
    private readonly RemoteLimits _limits;
    private readonly FrameStream _frames;
    private readonly RequestHandler _handler;
    private readonly RequestRate _rate;

    // How many requests are in work: at its bound nothing more is read. Never disposed of: a request may be about to release it.
    private readonly SemaphoreSlim _working;

    // Waits and subscriptions by request, each with what ends it. The reading task adds, each wait's end removes.
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _waits = new();

    public ServerConnection(OwnerServer server, Socket socket)
    {
        _server = server;
        _limits = server.Limits;
        _frames = new FrameStream(new NetworkStream(socket, ownsSocket: true), _limits, server.Engine.Time);
        _handler = new RequestHandler(server);
        _rate = new RequestRate(_limits, server.Engine.Time);
        _working = new SemaphoreSlim(_limits.RequestsMax);
    }

    /// <summary>Serves until the other end leaves, breaks a rule, or the owner stops.</summary>
    public async Task RunAsync(CancellationToken closed)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closed);
        try
        {
            if (!await GreetAsync(ended.Token).ConfigureAwait(false)) return;
            while (await ReadAsync(ended.Token).ConfigureAwait(false) is { } frame)
            {
                await _rate.TakeAsync(ended.Token).ConfigureAwait(false);
                await BeginAsync(WireObject.Parse(frame), ended.Token).ConfigureAwait(false);
            }
        }
        catch (FrameException broken)
        {
            await RefuseAsync(WireErrors.Protocol, broken.Message, ended.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other end has gone, or the owner stops: what it asked for goes on, what it waits for is dropped below.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Tells why this connection ends; whether that arrives is the other end's affair.</summary>
    public async Task RefuseAsync(string code, string message, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(ErrorFrame(0, code, message), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is FrameException or IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }

    public void Dispose() => _frames.Dispose();

    private async Task<bool> GreetAsync(CancellationToken cancellationToken)
    {
        byte[]? first;
        try
        {
            first = await _frames.ReadAsync(_limits.HandshakeBytesMax, _limits.HandshakeTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }

        if (first is null) return false;
        var hello = WireObject.Parse(first);
        if (hello.Number("protocol") is var version && version != WireWords.Protocol)
        {
            await RefuseAsync(WireErrors.Version, $"This owner speaks version {WireWords.Protocol} of the protocol, the client {version}. Use the same version of Jobs in both.", cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (hello.Text("nonce") != _server.Card.Nonce)
        {
            await RefuseAsync(WireErrors.Owner, "The nonce is not that of this owner.", cancellationToken).ConfigureAwait(false);
            return false;
        }

        await SendAsync(Frame.Of(_server, static (json, server) =>
        {
            json.WriteNumber("protocol"u8, WireWords.Protocol);
            json.WriteNumber("epoch"u8, server.Engine.Session.Epoch);
            json.WriteString("owner"u8, server.Card.Owner);
        }), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _frames.ReadAsync(_limits.FrameBytesMax, _limits.IdleTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                if (_waits.IsEmpty && _working.CurrentCount == _limits.RequestsMax) return null;
            }
        }
    }

    private async Task BeginAsync(WireObject request, CancellationToken cancellationToken)
    {
        var id = request.RequiredNumber("id");
        switch (request.Text("op"))
        {
            case WireWords.Await or WireWords.Follow:
                await BeginWaitAsync(id, request, cancellationToken).ConfigureAwait(false);
                break;
            case WireWords.Ping:
                // Not behind requests in work: it asks for life, not for speed.
                await SendAsync(RequestHandler.Pong(id), cancellationToken).ConfigureAwait(false);
                break;
            case WireWords.Drop:
                if (_waits.TryGetValue(request.RequiredNumber("target"), out var wait)) await wait.CancelAsync().ConfigureAwait(false);
                break;
            default:
                await _working.WaitAsync(cancellationToken).ConfigureAwait(false);
                _ = AnswerAsync(id, request, cancellationToken);
                break;
        }
    }

    private async Task BeginWaitAsync(long id, WireObject request, CancellationToken cancellationToken)
    {
        var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_waits.Count >= _limits.WaitsMax || !_waits.TryAdd(id, ends))
        {
            ends.Dispose();
            await SendAsync(ErrorFrame(id, WireErrors.Busy, $"A connection may have {_limits.WaitsMax} waits under way, each under a number of its own."), cancellationToken).ConfigureAwait(false);
            return;
        }

        _ = WaitAsync(id, request, ends);
    }

    private async Task AnswerAsync(long id, WireObject request, CancellationToken cancellationToken)
    {
        try
        {
            await ReplyAsync(id, () => _handler.AnswerAsync(id, request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _working.Release();
        }
    }

    private async Task WaitAsync(long id, WireObject request, CancellationTokenSource ends)
    {
        try
        {
            await ReplyAsync(id, () => _handler.WaitAsync(id, request, SendAsync, ends.Token), ends.Token).ConfigureAwait(false);
        }
        finally
        {
            _waits.TryRemove(id, out _);
            ends.Dispose();
        }
    }

    /// <summary>Answers, whatever happens: with what was asked for, or with why not. Never throws.</summary>
    private async Task ReplyAsync(long id, Func<Task<ReadOnlyMemory<byte>>> answer, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> frame;
            try
            {
                frame = await answer().ConfigureAwait(false);
                if (frame.Length > _limits.FrameBytesMax + Frame.HeaderBytes)
                {
                    frame = ErrorFrame(id, WireErrors.Refused, $"The answer takes {frame.Length:N0} bytes, more than a frame may have ({_limits.FrameBytesMax:N0}). Read it in the owner's process.");
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                var (code, fault) = ErrorCodes.Of(failure, _server.IsStopping);
                frame = ErrorFrame(id, code, failure.Message, fault);
            }

            await SendAsync(frame, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is FrameException or IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody listens any more.
        }
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) => _frames.SendAsync(frame, cancellationToken);

    private static ReadOnlyMemory<byte> ErrorFrame(long id, string code, string message, JobStoreFault? fault = null) =>
        Frame.Of((id, code, message, fault), static (json, e) =>
        {
            json.WriteNumber("id"u8, e.id);
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, e.code);
            json.WriteString("message"u8, e.message);
            if (e.fault is { } store) json.WriteNumber("fault"u8, (int)store);
            json.WriteEndObject();
        });
}
