using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>
/// Computes the identity of a task: the first 128 bits of SHA-256 over its stored name, version, what tells it apart
/// (arguments or key) and its number among equals. The arguments are stored beside the result and compared, so that even a
/// forged collision is noticed.
/// </summary>
internal static class TaskIdentifier
{
    private const byte ByArguments = 0;
    private const byte ByKey = 1;

    public static TaskIdentity Of(JobTaskDescriptor task, ReadOnlySpan<byte> arguments, string? key, int ordinal)
    {
        var name = Encoding.UTF8.GetByteCount(task.Name);
        var keyLength = key is null ? 0 : Encoding.UTF8.GetByteCount(key);
        var length = 4 + name + 4 + 1 + 4 + (key is null ? arguments.Length : keyLength);
        var rented = length > 512 ? new byte[length] : null;
        var bytes = rented ?? stackalloc byte[length];

        // Every part has a fixed width or a length before it, so that no two tasks spell the same bytes.
        var rest = bytes;
        BinaryPrimitives.WriteInt32LittleEndian(rest, name);
        Encoding.UTF8.GetBytes(task.Name, rest[4..]);
        rest = rest[(4 + name)..];
        BinaryPrimitives.WriteInt32LittleEndian(rest, task.Version);
        rest[4] = key is null ? ByArguments : ByKey;
        BinaryPrimitives.WriteInt32LittleEndian(rest[5..], ordinal);
        rest = rest[9..];
        if (key is null) arguments.CopyTo(rest);
        else Encoding.UTF8.GetBytes(key, rest);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new TaskIdentity(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
