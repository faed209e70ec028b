using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Jobs.Store;

namespace Jobs.Remote;

/// <summary>
/// A connection with the owner of a store. Many calls share it. While one waits, silence is met with a question, and silence
/// after that with an error: an owner that was stopped still holds its socket.
/// </summary>
internal sealed class OwnerConnection : IDisposable
{
    private readonly OwnerCard _card;
    private readonly string _store;
    private readonly FrameStream _frames;
    private readonly RemoteLimits _limits;
    private readonly TimeSpan _patience;

    // Calls by number. Callers add; the reading task removes with the answer, callers when they give up.
    private readonly ConcurrentDictionary<long, PendingCall> _pending = new();

    // As many as the owner takes at once: what is more would keep it from reading our question for life. Never disposed of.
    private readonly SemaphoreSlim _requests;
    private readonly SemaphoreSlim _waits;
    private readonly CancellationTokenSource _closed = new(); // Never disposed of: a caller may be about to read its token.
    private volatile Exception? _end; // Set once, by whoever ends it first; read by callers.
    private long _lastNumber; // Interlocked.

    private OwnerConnection(OwnerCard card, string store, Socket socket, RemoteLimits limits, TimeSpan patience, TimeProvider time)
    {
        (_card, _store, _limits, _patience) = (card, store, limits, patience);
        _frames = new FrameStream(new NetworkStream(socket, ownsSocket: true), limits, time);
        _requests = new SemaphoreSlim(limits.RequestsMax);
        _waits = new SemaphoreSlim(limits.WaitsMax);
    }

    /// <summary>Whether calls can still be made.</summary>
    public bool IsOpen => _end is null;

    /// <summary>The owner that it leads to.</summary>
    public OwnerCard Card => _card;

    /// <summary>Connects with the owner that a card names.</summary>
    /// <exception cref="OwnerGoneException">Nobody listens there, or another owner than the card's.</exception>
    /// <exception cref="JobException">It does not answer, speaks another version, or is another user's.</exception>
    public static async Task<OwnerConnection> OpenAsync(
        OwnerCard card, string store, RemoteLimits limits, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (card.Socket is not { } path || !File.Exists(path))
        {
            throw new OwnerGoneException("it does not listen") { IsOtherUsers = card.Socket is { } hidden && SocketPlace.IsBarred(hidden) };
        }

        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        OwnerConnection? connection = null;
        try
        {
            SocketPlace.Require(path);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), either.Token).ConfigureAwait(false);
            if (!Peer.IsThisUser(socket)) throw OfAnotherUser(store, card);
            connection = new OwnerConnection(card, store, socket, limits, patience, time);
            await connection.GreetAsync(either.Token).ConfigureAwait(false);
            _ = connection.ReadAsync();
            return connection;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            socket.Dispose();
            if ((late.IsCancellationRequested || failure is TimeoutException) && !cancellationToken.IsCancellationRequested) throw Silent(store, card, patience);
            throw failure switch
            {
                UnauthorizedAccessException => OfAnotherUser(store, card),
                IOException { InnerException: null } when failure is not FileNotFoundException and not DirectoryNotFoundException => Unsafe(store, failure.Message),
                SocketException or IOException or FrameException => new OwnerGoneException(failure.Message, failure),
                _ => failure,
            };
        }
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="op">The word of the protocol.</param>
    /// <param name="members">Writes what belongs to it.</param>
    /// <param name="job">The job that it is about, for errors.</param>
    /// <param name="isWait">Whether the answer may take for ever.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WireObject> CallAsync(string op, Action<Utf8JsonWriter> members, JobId job, bool isWait, CancellationToken cancellationToken)
    {
        var turns = isWait ? _waits : _requests;
        await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var call = new PendingAnswer(job);
            var number = Interlocked.Increment(ref _lastNumber);
            await BeginAsync(number, op, members, call, cancellationToken).ConfigureAwait(false);
            try
            {
                return await call.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (_pending.TryRemove(number, out _) && isWait) Drop(number);
            }
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Follows events. The caller ends it with <see cref="End"/>.</summary>
    public async Task<long> FollowAsync(Action<Utf8JsonWriter> members, PendingEvents call, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        await BeginAsync(number, WireWords.Follow, members, call, cancellationToken).ConfigureAwait(false);
        return number;
    }

    /// <summary>Ends a subscription.</summary>
    public void End(long number)
    {
        if (_pending.TryRemove(number, out _)) Drop(number);
    }

    /// <summary>Closes it; calls under way are made again elsewhere.</summary>
    public void Dispose() => Close(new OwnerGoneException("the connection was closed"));

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        await _frames.SendAsync(Frame.Of(_card.Nonce, static (json, nonce) =>
        {
            json.WriteNumber("protocol"u8, WireWords.Protocol);
            json.WriteString("nonce"u8, nonce);
        }), cancellationToken).ConfigureAwait(false);
        var first = await _frames.ReadAsync(_limits.FrameBytesMax, _patience, cancellationToken).ConfigureAwait(false)
            ?? throw new OwnerGoneException("the owner hung up");
        var hello = WireObject.Parse(first);
        if (hello.Object("error") is not { } error) return;
        throw error.Text("code") is WireErrors.Version
            ? new JobUsageException(error.Text("message") ?? "The owner speaks another version of the protocol.")
            : new OwnerGoneException(error.Text("message") ?? "the owner refused the connection");
    }

    private async Task BeginAsync(long number, string op, Action<Utf8JsonWriter> members, PendingCall call, CancellationToken cancellationToken)
    {
        var frame = Frame.Of((number, op, members), static (json, c) =>
        {
            json.WriteNumber("id"u8, c.number);
            json.WriteString("op"u8, c.op);
            c.members(json);
        });
        if (frame.Length > _limits.FrameBytesMax + Frame.HeaderBytes)
        {
            throw new JobPayloadException($"A request of {frame.Length:N0} bytes is more than another process can be sent ({_limits.FrameBytesMax:N0}). Keep large data in a file, or submit in the owner's process.");
        }

        _pending.TryAdd(number, call);
        if (_end is { } over) call.Fail(over); // It may have ended before it could see the call.
        try
        {
            // Not with the caller's token: a frame that is half sent would end the connection for every caller.
            cancellationToken.ThrowIfCancellationRequested();
            await _frames.SendAsync(frame, _closed.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            Close(new OwnerGoneException(gone.Message, gone));
        }
    }

    private void Drop(long number) => _ = TryDropAsync(number);

    private async Task TryDropAsync(long number)
    {
        try
        {
            await _frames.SendAsync(Frame.Of((Interlocked.Increment(ref _lastNumber), number), static (json, d) =>
            {
                json.WriteNumber("id"u8, d.Item1);
                json.WriteString("op"u8, WireWords.Drop);
                json.WriteNumber("target"u8, d.number);
            }), _closed.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            Close(new OwnerGoneException(gone.Message, gone));
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var hasAsked = false;
            while (true)
            {
                try
                {
                    // Half of the patience for the silence, half for the question.
                    if (await _frames.ReadAsync(_limits.FrameBytesMax, _patience / 2, _closed.Token).ConfigureAwait(false) is not { } frame) break;
                    hasAsked = false;
                    Take(WireObject.Parse(frame));
                }
                catch (TimeoutException)
                {
                    if (_pending.IsEmpty) continue;
                    if (hasAsked)
                    {
                        Close(OwnerCard.TryRead(_store) is { } now && now.Nonce != _card.Nonce
                            ? new OwnerGoneException($"{now.Owner} has the store now")
                            : Silent(_store, _card, _patience));
                        return;
                    }

                    hasAsked = true;
                    _ = AskAsync();
                }
            }

            Close(new OwnerGoneException("the owner hung up"));
        }
        catch (Exception gone)
        {
            Close(new OwnerGoneException(gone.Message, gone));
        }
    }

    private async Task AskAsync()
    {
        try
        {
            await _frames.SendAsync(Frame.Of(Interlocked.Increment(ref _lastNumber), static (json, number) =>
            {
                json.WriteNumber("id"u8, number);
                json.WriteString("op"u8, WireWords.Ping);
            }), _closed.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // The silence that follows says the rest.
        }
    }

    private void Take(WireObject frame)
    {
        var number = frame.RequiredNumber("id");
        if (number == 0) throw new FrameException(frame.Object("error")?.Text("message") ?? "the owner ended the connection");
        if (_pending.TryGetValue(number, out var call) && call.Take(frame)) _pending.TryRemove(number, out _);
    }

    private void Close(Exception reason)
    {
        if (Interlocked.CompareExchange(ref _end, reason, null) is not null) return;
        _closed.Cancel();
        _frames.Dispose();
        foreach (var (number, _) in _pending)
        {
            if (_pending.TryRemove(number, out var call)) call.Fail(reason);
        }
    }

    private static bool IsGone(Exception failure) =>
        failure is FrameException or IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    private static JobStoreException Silent(string store, OwnerCard card, TimeSpan patience) => new(
        JobStoreFault.Silent,
        $"The owner of the job store '{store}', {card.Owner} on {card.Host}, has not answered for {patience.TotalSeconds:0.#} s. It still owns the store: it may be stopped " +
        $"(SIGSTOP, a debugger) or hang. Let it go on (kill -CONT {card.ProcessId}), or end it (kill -9 {card.ProcessId}) and start a host again: acknowledged work is kept. If it can be neither, 'jobs take-over' takes the store from it.");

    // In a folder that is another's it is that user's owner; in one that is ours, nobody whom we would have listen there.
    private static JobStoreException OfAnotherUser(string store, OwnerCard card) => UnixUser.OtherOwnerOf(Path.GetDirectoryName(card.Socket)!) is { } user
        ? StoreFaults.OfAnotherUser(store, card, user)
        : Unsafe(store, $"'{card.Socket}' is listened on by another user's process");

    private static JobStoreException Unsafe(string store, string cause) => new(
        JobStoreFault.Unsupported, $"The owner of the job store '{store}' cannot be spoken with safely: {cause}.");
}
