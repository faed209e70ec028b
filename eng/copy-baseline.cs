#:property PublishAot=false
#:property GenerateDocumentationFile=false
// A copy as one writes it by hand: Parallel.ForEachAsync, a temporary file, a flush, a rename. It forgets everything when
// it dies. eng/measure-filecopy holds FileCopy against it.
//   dotnet run -c Release eng/copy-baseline.cs -- <source> <destination> <parallel>
using System.Diagnostics;
using System.Globalization;

var (source, destination) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
var options = new ParallelOptions { MaxDegreeOfParallelism = int.Parse(args[2], CultureInfo.InvariantCulture) };
var clock = Stopwatch.StartNew();
Directory.CreateDirectory(destination);
foreach (var folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
    Directory.CreateDirectory(Path.Combine(destination, Path.GetRelativePath(source, folder)));

var (files, bytes) = (0L, 0L);
await Parallel.ForEachAsync(Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories), options, (from, _) =>
{
    var to = Path.Combine(destination, Path.GetRelativePath(source, from));
    var length = Copy(from, to + ".tmp");
    File.Move(to + ".tmp", to, overwrite: true);
    Interlocked.Increment(ref files);
    Interlocked.Add(ref bytes, length);
    return ValueTask.CompletedTask;
});
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"copied {files} files, {bytes} bytes in {clock.Elapsed.TotalSeconds:0.000} s"));

static long Copy(string from, string to)
{
    using var input = File.OpenHandle(from);
    using var output = File.OpenHandle(to, FileMode.Create, FileAccess.Write);
    var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(256 * 1024);
    var offset = 0L;
    while (RandomAccess.Read(input, buffer, offset) is var read and > 0)
    {
        RandomAccess.Write(output, buffer.AsSpan(0, read), offset);
        offset += read;
    }

    System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
    File.SetLastWriteTimeUtc(output, File.GetLastWriteTimeUtc(input));
    RandomAccess.FlushToDisk(output);
    return offset;
}
