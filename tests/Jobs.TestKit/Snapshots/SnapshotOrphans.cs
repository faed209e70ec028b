using System.Reflection;
using System.Runtime.CompilerServices;

namespace Jobs.TestKit.Snapshots;

/// <summary>
/// Verified files that no test can produce, since its class or method is gone. A source that one living test no longer
/// generates is found by that test (<see cref="Snapshot.MatchesSources"/>).
/// </summary>
public static class SnapshotOrphans
{
    /// <summary>The orphans under the folder of the calling test's file and below.</summary>
    /// <param name="tests">The assembly whose test classes the files name.</param>
    /// <param name="callerFile">Any file in the test project's root; given by the compiler.</param>
    public static IReadOnlyList<string> Of(Assembly tests, [CallerFilePath] string callerFile = "") =>
        Under(Path.GetDirectoryName(SourcePath.Resolve(callerFile))!, tests);

    internal static IReadOnlyList<string> Under(string directory, Assembly tests)
    {
        var prefixes = tests.GetTypes().SelectMany(TestPrefixes).ToList();
        return
        [
            .. Directory.EnumerateFiles(directory, "*.verified.*", SearchOption.AllDirectories)
                .Where(file => !IsBuildOutput(directory, file))
                .Where(file => !prefixes.Exists(prefix => IsOf(prefix, Path.GetFileName(file))))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> TestPrefixes(Type type) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is Xunit.FactAttribute))
            .Select(method => $"{type.Name}.{method.Name}");

    // What may follow a method's name: parameters, a generated source's name, or the extension.
    private static bool IsOf(string prefix, string fileName) =>
        fileName.StartsWith(prefix, StringComparison.Ordinal) && fileName.Length > prefix.Length && fileName[prefix.Length] is '_' or '#' or '.';

    private static bool IsBuildOutput(string root, string file) =>
        Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";
}
