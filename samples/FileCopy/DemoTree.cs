namespace FileCopy;

/// <summary>A small tree to try the program on.</summary>
internal static class DemoTree
{
    private const int Folders = 8;
    private const int FilesPerFolder = 25;
    private const int FileLengthMax = 64 * 1024;

    /// <summary>Makes the tree in a new temporary folder, with its destination and store beside it. The user may delete it all.</summary>
    public static CopySettings Make(TextWriter output)
    {
        var root = Directory.CreateTempSubdirectory("filecopy-demo-").FullName;
        var source = Path.Combine(root, "source");
        Fill(source, new Random(1));
        output.WriteLine($"No arguments: copying a demo tree of {Folders * FilesPerFolder} files below {root}");
        output.WriteLine("It stays there, with the copy and the store: delete that folder when you have seen it.");
        return new CopySettings
        {
            Source = source,
            Destination = Path.Combine(root, "destination"),
            Store = Path.Combine(root, "copy.db"),
            Slots = CommandLine.DefaultSlots,
        };
    }

    private static void Fill(string source, Random random)
    {
        var content = new byte[FileLengthMax];
        for (var i = 0; i < Folders; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(source, $"folder-{i}")).FullName;
            for (var j = 0; j < FilesPerFolder; j++)
            {
                random.NextBytes(content);
                File.WriteAllBytes(Path.Combine(folder, $"file-{j:00}.bin"), content.AsSpan(0, random.Next(FileLengthMax)));
            }
        }

        Directory.CreateDirectory(Path.Combine(source, "an-empty-folder"));
    }
}
