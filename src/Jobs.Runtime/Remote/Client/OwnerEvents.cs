namespace Jobs.Remote;

/// <summary>A subscription with one owner; it ends with its connection.</summary>
internal sealed class OwnerEvents : IAsyncDisposable
{
    private readonly OwnerConnection? _connection;
    private readonly PendingEvents? _events;
    private readonly long _number;

    private OwnerEvents(OwnerConnection? connection, PendingEvents? events, long number) =>
        (_connection, _events, _number) = (connection, events, number);

    /// <summary>Nothing will come.</summary>
    public static OwnerEvents None { get; } = new(null, null, 0);

    public static async Task<OwnerEvents> BeginAsync(OwnerConnection connection, JobId? id, int capacity, CancellationToken cancellationToken)
    {
        var events = new PendingEvents(capacity);
        var number = await connection.FollowAsync(
            json =>
            {
                if (id is { } one) json.WriteNumber("job", one.Value);
                json.WriteNumber("capacity", capacity);
            },
            events, cancellationToken).ConfigureAwait(false);
        try
        {
            await events.Following.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            connection.End(number);
            throw;
        }

        return new OwnerEvents(connection, events, number);
    }

    /// <summary>The next event, or null when this owner has gone.</summary>
    public async ValueTask<JobEvent?> NextAsync(CancellationToken cancellationToken)
    {
        if (_events is null) return null;
        try
        {
            return await _events.Events.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OwnerGoneException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _connection?.End(_number);
        return default;
    }
}
