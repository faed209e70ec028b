using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>A rented buffer with a JSON writer on it. Not thread-safe; return it by disposing it.</summary>
internal sealed class PayloadBuffer : IDisposable
{
    private const int PooledMax = 64;
    private const int KeptCapacityMax = 256 * 1024; // A buffer that grew for one large state is not kept for small ones.

    private static readonly ConcurrentQueue<PayloadBuffer> s_pool = new();

    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    private PayloadBuffer() => Writer = new Utf8JsonWriter(_bytes, JobJson.WriterOptions);

    public Utf8JsonWriter Writer { get; }

    public static PayloadBuffer Rent() => s_pool.TryDequeue(out var buffer) ? buffer : new PayloadBuffer();

    /// <summary>How many bytes were written.</summary>
    public int Length
    {
        get
        {
            Writer.Flush();
            return _bytes.WrittenCount;
        }
    }

    /// <summary>A copy of what was written, or an empty array.</summary>
    public byte[] ToArray()
    {
        Writer.Flush();
        return _bytes.WrittenCount == 0 ? [] : _bytes.WrittenSpan.ToArray();
    }

    public void Dispose()
    {
        if (_bytes.Capacity > KeptCapacityMax || s_pool.Count >= PooledMax) return;
        _bytes.ResetWrittenCount();
        Writer.Reset(_bytes);
        s_pool.Enqueue(this);
    }
}
