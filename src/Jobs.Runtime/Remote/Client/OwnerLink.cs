using System.Collections.Concurrent;
using System.Text.Json;
using Jobs.CompilerServices;
using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Remote;

/// <summary>
/// Finds whoever can do a call: the owner through its socket, or, where there is none, the store itself under the owner's
/// lock. Goes round until one of the two works: socket, lock, socket, lock. An owner that starts holds the lock before it
/// listens, and one that stops still holds it when it listens no more.
/// </summary>
internal sealed class OwnerLink : IDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan AskAgainMax = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookAgainMax = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly JobsClientBuilder _options;
    private readonly RemoteLimits _limits;
    private readonly ConcurrentDictionary<string, JobDescriptor> _learned = new(StringComparer.Ordinal);

    // One connection is made at a time. Never disposed of: a caller may be about to release it.
    private readonly SemaphoreSlim _connecting = new(1);
    private volatile OwnerConnection? _connection; // Replaced under _connecting, read without.
    private volatile bool _isDisposed; // Written once, read by callers.

    public OwnerLink(string path, JobsClientBuilder options, RemoteLimits limits) => (_path, _options, _limits) = (path, options, limits);

    private TimeProvider Time => _options.Time;

    /// <summary>Remembers a class, so that its results can be read.</summary>
    public void Learn(JobDescriptor descriptor) => _learned.TryAdd(descriptor.Name, descriptor);

    /// <summary>The class of a stored name, or null.</summary>
    public JobDescriptor? Descriptor(string name) => _options.Descriptors.GetValueOrDefault(name) ?? _learned.GetValueOrDefault(name);

    /// <summary>Makes a call of the owner, or does it at rest.</summary>
    /// <exception cref="JobStoreException">Nobody could do it: the message says who is in the way.</exception>
    public Task<T> CallAsync<T>(
        string op, Action<Utf8JsonWriter> members, Func<WireObject, T> read, Func<StoreVisit, T> atRest, JobId job, CancellationToken cancellationToken) =>
        CallAsync(op, members, read, () => TryVisit(atRest), job, cancellationToken);

    /// <summary>Asks the owner, or reads the store at rest.</summary>
    /// <inheritdoc cref="CallAsync{T}(string, Action{Utf8JsonWriter}, Func{WireObject, T}, Func{StoreVisit, T}, JobId, CancellationToken)" path="/exception"/>
    public Task<T> AskAsync<T>(
        string op, Action<Utf8JsonWriter> members, Func<WireObject, T> read, Func<StoreLook, T> atRest, JobId job, CancellationToken cancellationToken) =>
        CallAsync(op, members, read, () => TryLook(atRest), job, cancellationToken);

    private async Task<T> CallAsync<T>(
        string op, Action<Utf8JsonWriter> members, Func<WireObject, T> read, Func<(bool IsDone, T? Result, JobStoreException? Why)> atRest, JobId job,
        CancellationToken cancellationToken)
    {
        var started = Time.GetTimestamp();
        var wait = AskAgain;
        while (true)
        {
            JobStoreException? why;
            OwnerGoneException gone;
            try
            {
                var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                var answer = await connection.CallAsync(op, members, job, isWait: false, cancellationToken).ConfigureAwait(false);
                return Understood(() => read(answer));
            }
            catch (OwnerGoneException e)
            {
                // Off the caller's thread: a disk is asked.
                gone = e;
                (var isDone, var result, why) = await Task.Run(() => AtRest(gone, atRest), cancellationToken).ConfigureAwait(false);
                if (isDone) return result!;
            }

            if (Time.GetElapsedTime(started) >= _options.OwnerWait) throw Unreachable(why, gone);
            await Task.Delay(wait, Time, cancellationToken).ConfigureAwait(false);
            wait = Min(wait * 2, AskAgainMax);
        }
    }

    /// <summary>One job with its result, or null.</summary>
    public Task<StoredJobDetails?> FindAsync(JobId id, CancellationToken cancellationToken) => AskAsync(
        WireWords.Find, json => json.WriteNumber("job"u8, id.Value), ReadDetails, look => look.Reader.Find(id), id, cancellationToken);

    /// <summary>
    /// Waits for a job's end, with one owner after the other. While there is none the store is looked at once, and again after
    /// each owner that came and went.
    /// </summary>
    public async Task<StoredJobDetails> EndAsync(JobId id, CancellationToken cancellationToken)
    {
        var wait = AskAgain;
        string? lookedAfter = null;
        long? unreachableSince = null;
        while (true)
        {
            OwnerGoneException gone;
            try
            {
                var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                (wait, unreachableSince) = (AskAgain, null);
                var answer = await connection.CallAsync(WireWords.Await, json => json.WriteNumber("job"u8, id.Value), id, isWait: true, cancellationToken).ConfigureAwait(false);
                return Understood(() => ReadDetails(answer)) ?? throw new UnknownJobException(id);
            }
            catch (OwnerGoneException e)
            {
                gone = e;
            }

            // The card keeps its owner's nonce through visits, so that two clients that wait do not wake each other up. It is read before
            // the look: an owner that comes and goes after that is one to look after once more.
            if (Nonce() is var nonce && nonce != lookedAfter)
            {
                var (isDone, details, why) = await Task.Run(() => AtRest(gone, () => TryLook(look => look.Reader.Find(id))), cancellationToken).ConfigureAwait(false);
                if (isDone && details is null) throw new UnknownJobException(id);
                if (isDone && details!.Info.Status.IsTerminal()) return details;
                if (isDone) (lookedAfter, unreachableSince) = (nonce, null);
                else if (Time.GetElapsedTime(unreachableSince ??= Time.GetTimestamp()) >= _options.OwnerWait) throw Unreachable(why, gone);
            }

            await Task.Delay(wait, Time, cancellationToken).ConfigureAwait(false);
            wait = Min(wait * 2, LookAgainMax);
        }
    }

    /// <summary>Subscribes with the owner, waiting for one as long as it takes.</summary>
    public async Task<OwnerEvents> FollowAsync(JobId? id, int capacity, CancellationToken cancellationToken)
    {
        var wait = AskAgain;
        while (true)
        {
            try
            {
                var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                return await OwnerEvents.BeginAsync(connection, id, capacity, cancellationToken).ConfigureAwait(false);
            }
            catch (OwnerGoneException e)
            {
                await Task.Run(() => RefuseOtherUsers(e), cancellationToken).ConfigureAwait(false); // Or this would wait for ever, for nobody.
            }

            if (id is { } one && await FindAsync(one, cancellationToken).ConfigureAwait(false) is var found && (found is null || found.Info.Status.IsTerminal()))
            {
                return OwnerEvents.None; // It will not move again: the caller looks for itself.
            }

            await Task.Delay(wait, Time, cancellationToken).ConfigureAwait(false);
            wait = Min(wait * 2, LookAgainMax);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _connection?.Dispose();
    }

    private async ValueTask<OwnerConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(JobsClient));
        if (_connection is { IsOpen: true } open) return open;
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_connection is { IsOpen: true } made) return made;
            var store = Locate() ?? throw StoreFaults.NoStore(_path);
            var card = OwnerCard.TryRead(store) ?? throw new OwnerGoneException("nobody has owned the store yet");
            var connection = await OwnerConnection.OpenAsync(card, store, _limits, _options.AnswerTimeout, Time, cancellationToken).ConfigureAwait(false);
            _connection = connection;
            if (_isDisposed) connection.Dispose();
            return connection;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private T AtRest<T>(OwnerGoneException gone, Func<T> atRest)
    {
        RefuseOtherUsers(gone);
        return atRest();
    }

    private void RefuseOtherUsers(OwnerGoneException gone)
    {
        if (gone.IsOtherUsers && Locate() is { } store && OwnerLock.IsOwned(store)) throw StoreFaults.OfAnotherUser(store, OwnerCard.TryRead(store), UnixUser.OtherOwnerOf(OwnerCard.PathOf(store)));
    }

    private (bool IsDone, T? Result, JobStoreException? Why) TryLook<T>(Func<StoreLook, T> atRest) =>
        (StoreLook.TryTake(Locate() ?? throw StoreFaults.NoStore(_path), atRest, out var answer), answer, null);

    private (bool IsDone, T? Result, JobStoreException? Why) TryVisit<T>(Func<StoreVisit, T> atRest)
    {
        var store = Locate() ?? throw StoreFaults.NoStore(_path);
        var (visit, owned) = StoreVisit.TryBegin(store, $"a client, {OwnerCard.ThisProcess}", Time, _options.Limits);
        if (visit is null) return (false, default, owned);
        using (visit) return (true, atRest(visit), null);
    }

    private string Nonce() => Locate() is { } store && OwnerCard.TryRead(store) is { } card ? card.Nonce : "";

    // What SQLite says of another program's lock says what to do; the owner's lock says who holds it.
    private JobStoreException Unreachable(JobStoreException? why, OwnerGoneException gone) =>
        why is { InnerException: SqliteFailure } ? why : StoreFaults.Unreached(Locate() ?? _path, OwnerCard.TryRead(Locate() ?? _path), gone.Message);

    /// <summary>The store's one name, or null when there is no such file: a client never makes one.</summary>
    private string? Locate()
    {
        try
        {
            var path = CanonicalPath.Of(_path);
            return File.Exists(path) ? path : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static StoredJobDetails? ReadDetails(WireObject answer) =>
        answer.Object("info") is { } info ? new StoredJobDetails(WireJobs.ReadInfo(info), answer.Raw("result")?.ToArray()) : null;

    private static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FrameException e)
        {
            throw new JobException($"The owner's answer cannot be understood: {e.Message}. Use the same version of Jobs in both processes.", e);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
