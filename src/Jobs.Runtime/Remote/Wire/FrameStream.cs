using System.Buffers.Binary;

namespace Jobs.Remote;

/// <summary>
/// Frames over a stream, within bounds of size and time. One reader and any number of writers at a time. Whatever the other
/// end sends, or does not, costs it the connection and this end nothing more.
/// </summary>
internal sealed class FrameStream(Stream stream, RemoteLimits limits, TimeProvider time) : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly SemaphoreSlim _sending = new(1); // Never disposed of: a sender may be about to release it.
    private readonly byte[] _header = new byte[Frame.HeaderBytes]; // The reader's.

    /// <summary>The next frame, or null when the other end has closed between two frames.</summary>
    /// <param name="max">How long it may be.</param>
    /// <param name="wait">How long its first byte is waited for.</param>
    /// <param name="cancellationToken">Gives up; the stream is of no use then.</param>
    /// <exception cref="FrameException">Too long, empty, broken off, or not complete in time.</exception>
    /// <exception cref="TimeoutException">Nothing came; the stream is in order.</exception>
    public async ValueTask<byte[]?> ReadAsync(int max, TimeSpan wait, CancellationToken cancellationToken)
    {
        var read = await FirstAsync(wait, cancellationToken).ConfigureAwait(false);
        if (read == 0) return null;

        using var patience = new CancellationTokenSource(limits.FrameTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await FillAsync(_header.AsMemory(read), either.Token).ConfigureAwait(false);
            var length = BinaryPrimitives.ReadInt32LittleEndian(_header);
            if (length <= 0 || length > max) throw new FrameException($"a frame of {(uint)length:N0} bytes was announced; 1 to {max:N0} are allowed");

            // As bytes come: an announced length costs nothing.
            var body = new byte[Math.Min(length, ChunkBytes)];
            for (var filled = 0; ;)
            {
                await FillAsync(body.AsMemory(filled), either.Token).ConfigureAwait(false);
                if (body.Length == length) return body;
                filled = body.Length;
                Array.Resize(ref body, (int)Math.Min(length, body.Length * 2L));
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new FrameException($"a frame was not complete within {limits.FrameTimeout.TotalSeconds:N0} s");
        }
    }

    /// <summary>Sends a frame, after those that are on their way.</summary>
    /// <exception cref="FrameException">The other end did not take it in time.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limits.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _sending.WaitAsync(either.Token).ConfigureAwait(false);
            try
            {
                await stream.WriteAsync(frame, either.Token).ConfigureAwait(false);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Dispose(); // A frame may be half sent: nothing that follows could be read.
            throw new FrameException($"the other end did not read for {limits.SendTimeout.TotalSeconds:N0} s");
        }
    }

    /// <summary>Closes the stream; reads and sends under way fail.</summary>
    public void Dispose() => stream.Dispose();

    private async ValueTask<int> FirstAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await stream.ReadAsync(_header, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private async ValueTask FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new FrameException("a frame was broken off");
            buffer = buffer[read..];
        }
    }
}
