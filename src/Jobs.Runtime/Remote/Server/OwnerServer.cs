using System.Net.Sockets;
using Jobs.Diagnostics;
using Jobs.Engine;
using Jobs.Store;
using Microsoft.Extensions.Logging;

namespace Jobs.Remote;

/// <summary>
/// Lets other processes speak with the owner of a store, through a Unix domain socket. It lives as long as the engine: from
/// its start until just before it lets go of the store.
/// </summary>
/// <remarks>
/// All of it is asynchronous and runs on the shared thread pool: code of the host that fills that pool makes other processes
/// wait, and nobody else (docs/decisions/0010).
/// </remarks>
internal sealed class OwnerServer : IDisposable
{
    private readonly JobEngine _engine;
    private readonly OwnerCard _card;
    private readonly RemoteLimits _limits;
    private readonly ILogger _logger;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _closed = new(); // Never disposed of: connections end after it.
    private int _connections; // Interlocked: the accepting task adds, each connection's end takes off.
    private int _isDisposed; // Set once.
    private volatile bool _isStopping; // Written by who stops the host, read by connections.

    private OwnerServer(JobEngine engine, OwnerCard card, Socket listener, RemoteLimits limits, ILogger logger)
    {
        (_engine, _card, _listener, _limits, _logger) = (engine, card, listener, limits, logger);
    }

    /// <summary>Whether the host stops: what fails from now on is for the next owner.</summary>
    public bool IsStopping => _isStopping;

    // Not of the token: whoever accepts hears of the closed listener before that is cancelled.
    private bool HasEnded => Volatile.Read(ref _isDisposed) != 0;

    public JobEngine Engine => _engine;

    public OwnerCard Card => _card;

    public RemoteLimits Limits => _limits;

    /// <summary>Listens for the owner of a store; null, and a logged reason, when that cannot be: jobs run all the same.</summary>
    public static OwnerServer? Start(JobEngine engine, RemoteLimits limits, ILogger logger)
    {
        if (engine.Session.Card is not { Socket: { } path } card) return null;

        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            SocketPlace.Prepare(path);
            File.Delete(path); // Left by an owner that died; this one holds the lock, so nobody listens there.
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(limits.ConnectionsMax);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
        {
            listener.Dispose();
            logger.RemoteUnavailable(path, failure.Message);
            return null;
        }

        var server = new OwnerServer(engine, card, listener, limits, logger);
        engine.Closing = server.Dispose;

        // An owner that has lost its store must not look alive to the one that wants to follow it. Not on the writer's thread:
        // ending a connection may log, and a log may block.
        engine.StoreLost = () => Task.Run(server.Dispose);
        _ = server.AcceptAsync();
        return server;
    }

    /// <summary>Says that the host stops. Connections stay, and are served, until <see cref="Dispose"/>.</summary>
    public void BeginStop() => _isStopping = true;

    /// <summary>Stops listening and ends every connection. Waits for nobody.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        _isStopping = true;
        _listener.Dispose(); // Removes the socket's file, too.
        _closed.Cancel();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_closed.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                if (HasEnded) return;
                _logger.RemoteFault(failure.Message);

                // Too many open files, most likely: who waits is taken when there is room.
                if (!await TryPauseAsync().ConfigureAwait(false)) return;
                continue;
            }

            _ = ServeAsync(socket);
        }
    }

    private async Task<bool> TryPauseAsync()
    {
        try
        {
            await Task.Delay(_limits.AcceptPause, _engine.Time, _closed.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var isWithin = Interlocked.Increment(ref _connections) <= _limits.ConnectionsMax;
        try
        {
            using var connection = new ServerConnection(this, socket);
            if (!Peer.IsThisUser(socket)) return;
            if (isWithin) await connection.RunAsync(_closed.Token).ConfigureAwait(false);
            else await connection.RefuseAsync(WireErrors.Busy, $"This owner has {_limits.ConnectionsMax} connections already. Close one, or share one.", _closed.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Whatever a peer does must not reach anybody else.
            if (!HasEnded) _logger.RemoteFault(failure.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }
}
