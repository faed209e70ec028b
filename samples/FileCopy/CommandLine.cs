using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FileCopy;

/// <summary>Turns arguments into settings, or says what is wrong with them.</summary>
internal static class CommandLine
{
    private const int SlotsMax = 256;
    private const int LatencyMsMax = 60_000;

    private const string Usage = """
        usage: FileCopy <source> <destination> [--store FILE] [--slots N] [--latency-ms D] [--sequential]

          Copies the tree below <source> into <destination>, N files at once. Interrupted, by Ctrl+C or by kill -9,
          it goes on where it was when it is started again with the same arguments. Without arguments it makes a
          small tree in a temporary folder and copies that.

          --store FILE     where the copy's progress is kept (default: local application data, one file for each pair
                           of source and destination)
          --slots N        how many files are copied at once, 1 to 256 (default: twice the processors, 4 to 16)
          --sequential     one file after another: the same as --slots 1
          --latency-ms D   wait so long before each copy, as a slow device would
          --task-log FILE  append a line for every copy that starts, and print the largest number of copies at once

        """;

    /// <summary>The settings, or the exit code and what was printed instead.</summary>
    public static async Task<(CopySettings? Settings, int ExitCode)> ParseAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is ["--help"] or ["-h"])
        {
            await output.WriteAsync(Usage);
            return (null, ExitCode.Success);
        }

        try
        {
            return (args.Length == 0 ? DemoTree.Make(output) : Parse(args), ExitCode.Success);
        }
        catch (UsageException e)
        {
            await error.WriteLineAsync($"FileCopy: {e.Message}");
            await error.WriteAsync(Usage);
            return (null, ExitCode.Usage);
        }
    }

    /// <summary>How many files at once when nobody says: enough to keep a disk busy while files are opened and flushed.</summary>
    public static int DefaultSlots => Math.Clamp(2 * Environment.ProcessorCount, 4, 16);

    private static CopySettings Parse(string[] args)
    {
        var paths = new List<string>();
        string? store = null, log = null;
        int? slots = null;
        var latency = 0;
        var sequential = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--store": store = Path.GetFullPath(Value(args, ref i)); break;
                case "--task-log": log = Path.GetFullPath(Value(args, ref i)); break;
                case "--slots": slots = Number(args, ref i, 1, SlotsMax); break;
                case "--latency-ms": latency = Number(args, ref i, 0, LatencyMsMax); break;
                case "--sequential": sequential = true; break;
                case "--": paths.AddRange(args[(i + 1)..]); i = args.Length; break;
                case ['-', _, ..] unknown: throw Bad($"there is no option {unknown}");
                case var path: paths.Add(path); break;
            }
        }

        if (paths.Count != 2 || paths.Exists(string.IsNullOrWhiteSpace)) throw Bad("a source and a destination are needed");
        if (sequential && slots > 1) throw Bad("--sequential and --slots contradict each other");
        var source = TreePath.Normalize(paths[0]);
        var destination = TreePath.Normalize(paths[1]);
        RefuseImpossible(source, destination, store);
        return new CopySettings
        {
            Source = source,
            Destination = destination,
            Store = store ?? StoreLocation.Default(source, destination) ?? throw Bad("this user has no folder for application data: name a file with --store"),
            Slots = sequential ? 1 : slots ?? DefaultSlots,
            Latency = TimeSpan.FromMilliseconds(latency),
            TaskLog = log,
        };
    }

    private static void RefuseImpossible(string source, string destination, string? store)
    {
        if (File.Exists(source)) throw Bad($"the source {source} is a file: name the folder that holds it");
        if (!Directory.Exists(source)) throw Bad($"the source folder {source} does not exist");
        if (File.Exists(destination)) throw Bad($"the destination {destination} is a file");

        // A destination below the source would be found by the listing and copied into itself.
        if (TreePath.IsWithin(destination, source)) throw Bad($"the destination {destination} lies inside the source");
        if (store is not null && TreePath.IsWithin(store, source)) throw Bad($"the store {store} lies inside the source, and would be copied while it changes");
    }

    private static string Value(string[] args, ref int i)
    {
        var option = args[i];
        return ++i < args.Length ? args[i] : throw Bad($"{option} needs a value");
    }

    private static int Number(string[] args, ref int i, int min, int max)
    {
        var option = args[i];
        var text = Value(args, ref i);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Bad($"{option} takes a number from {min} to {max}, not '{text}'");
    }

    private static UsageException Bad(string message) => new(message);

    [SuppressMessage("Design", "CA1032", Justification = "Never leaves this file.")]
    private sealed class UsageException(string message) : Exception(message);
}
