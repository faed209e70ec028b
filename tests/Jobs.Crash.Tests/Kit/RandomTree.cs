using System.Security.Cryptography;

namespace Jobs.Crash.Tests.Kit;

/// <summary>A tree of files of random sizes and contents, and the comparison of two.</summary>
internal static class RandomTree
{
    private const int FilesPerFolder = 50;

    /// <summary>Makes so many files that have so many bytes together, in folders of fifty, and some empty folders.</summary>
    public static (string Path, long Files, long Bytes) Make(string path, int files, long bytes, Random random)
    {
        // Weights make the sizes uneven: some files are empty, a few take many times the average.
        var weights = Enumerable.Range(0, files).Select(i => i % 40 == 0 ? 0 : Math.Pow(random.NextDouble(), 3)).ToArray();
        var unit = bytes / weights.Sum();
        var buffer = new byte[64 * 1024];
        var written = 0L;
        for (var i = 0; i < files; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(path, $"folder {i / FilesPerFolder % 7}", $"{i / FilesPerFolder}")).FullName;
            using var file = File.Create(Path.Combine(folder, $"file-{i:00000} ü.bin"));
            var left = i == files - 1 ? bytes - written : (long)(weights[i] * unit);
            written += left;
            for (; left > 0; left -= Math.Min(left, buffer.Length))
            {
                random.NextBytes(buffer);
                file.Write(buffer, 0, (int)Math.Min(left, buffer.Length));
            }
        }

        for (var i = 0; i < 3; i++) Directory.CreateDirectory(Path.Combine(path, $"empty {i}", "nested"));
        return (path, files, written);
    }

    /// <summary>Folders, names, bytes and times are equal, and nothing else is there.</summary>
    public static void AssertEqual(string expected, string actual)
    {
        Assert.Equal(Entries(expected), Entries(actual));
        foreach (var file in Directory.EnumerateFiles(expected, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(actual, Path.GetRelativePath(expected, file));
            Assert.True(Hash(file).SequenceEqual(Hash(copy)), $"{copy} differs from {file}");
        }
    }

    private static string[] Entries(string root) =>
    [
        .. new DirectoryInfo(root).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(e => $"{Path.GetRelativePath(root, e.FullName)} {(e as FileInfo)?.Length} {e.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal),
    ];

    private static byte[] Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }
}
