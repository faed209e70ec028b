using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace FileCopy;

/// <summary>
/// Copies one file so that it is at the destination whole, or not at all: written under another name, flushed to the
/// device, then renamed. A file that is there already, of equal size and time, is left alone.
/// </summary>
internal sealed class FileCopier(CopyMonitor monitor, TaskLog log, TimeSpan latency)
{
    /// <summary>Large enough that a call costs little beside its bytes, small enough that a stop is prompt.</summary>
    private const int ChunkLength = 256 * 1024;

    /// <summary>Copies a file; returns how many bytes it has.</summary>
    /// <exception cref="IOException">It could not be copied; nothing is at the destination that was not there before.</exception>
    public async Task<long> CopyAsync(string source, string destination, SourceFile file, CancellationToken token)
    {
        monitor.Started();
        try
        {
            log.Started(file.Path);
            var from = Path.Combine(source, file.Path);
            var to = Path.Combine(destination, file.Path);
            if (IsThere(from, to, file)) return file.Size;
            if (latency > TimeSpan.Zero) await Task.Delay(latency, token);
            var bytes = Copy(from, to, token);
            monitor.Finished();
            return bytes;
        }
        catch (IOException e) when (DestinationFullException.IsCause(e))
        {
            throw new DestinationFullException(destination, e);
        }
        finally
        {
            monitor.Ended();
        }
    }

    private static bool IsThere(string from, string to, SourceFile file)
    {
        var there = new FileInfo(to);
        if (there.LinkTarget is { } target) return target == new FileInfo(from).LinkTarget;
        return there.Exists && there.Length == file.Size && there.LastWriteTimeUtc == file.Modified;
    }

    private long Copy(string from, string to, CancellationToken token)
    {
        var info = new FileInfo(from);
        if (info.LinkTarget is { } target)
        {
            Link.Replace(to, target, toFolder: Directory.Exists(from));
            return 0;
        }

        var partial = PartialFile.PathFor(to);
        try
        {
            var bytes = Write(info, partial, token);
            File.Move(partial, to, overwrite: true);
            return bytes;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private long Write(FileInfo from, string partial, CancellationToken token)
    {
        // An empty file is not opened: it may be a pipe, whose opening waits for a writer that never comes.
        using var input = from.Length > 0 ? File.OpenHandle(from.FullName, options: FileOptions.SequentialScan) : null;
        using var output = File.OpenHandle(partial, FileMode.Create, FileAccess.Write, FileShare.None);
        var (size, modified) = input is null ? (0, from.LastWriteTimeUtc) : (RandomAccess.GetLength(input), File.GetLastWriteTimeUtc(input));
        var bytes = input is null ? 0 : CopyBytes(input, output, token);

        // A source that was written to meanwhile gives a mixture of two states, and the time of neither.
        if (input is not null && (bytes != size || RandomAccess.GetLength(input) != size || File.GetLastWriteTimeUtc(input) != modified))
            throw new IOException($"{from.FullName} changed while it was copied: start again when it is at rest");

        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(output, input is null ? from.UnixFileMode : File.GetUnixFileMode(input));
        File.SetLastWriteTimeUtc(output, modified);
        RandomAccess.FlushToDisk(output);
        return bytes;
    }

    private long CopyBytes(SafeFileHandle input, SafeFileHandle output, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkLength);
        var offset = 0L;
        try
        {
            while (RandomAccess.Read(input, buffer, offset) is var read and > 0)
            {
                RandomAccess.Write(output, buffer.AsSpan(0, read), offset);
                offset += read;
                monitor.InFlight(read);

                // Only where much may be left: a stop lets small files, and the last pieces of large ones, be finished.
                if (read == ChunkLength) token.ThrowIfCancellationRequested();
            }

            return offset;
        }
        finally
        {
            monitor.InFlight(-offset);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
