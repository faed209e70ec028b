#:property PublishAot=false

// Proves that the tests would notice: for each guard of guards.txt it takes that guard out of a scratch copy of the tree,
// runs the test that is to hold it, and expects a failure. A test that still passes is reported as deaf.
//
//   eng/guards                 all guards; a quarter of an hour on two cores
//   eng/guards --only fence    those whose name or invariant contains a word
//   eng/guards --check         only that every guard is found in the source; seconds
//   eng/guards --keep          leaves the scratch copy behind and says where it is

using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Framework = "net10.0"; // What the tests run on, so that nothing is built for another one.
var testTimeout = TimeSpan.FromSeconds(60); // Without its guard a test may hang: that is a failure too.
var buildTimeout = TimeSpan.FromMinutes(10);

var onlyAt = Array.IndexOf(args, "--only");
var only = onlyAt >= 0 && onlyAt + 1 < args.Length ? args[onlyAt + 1] : "";
var unknown = args.Where((word, i) => word is not ("--only" or "--check" or "--keep") && (onlyAt < 0 || i != onlyAt + 1)).ToArray();
if (unknown.Length > 0 || (onlyAt >= 0 && only.Length == 0))
{
    Console.Error.WriteLine("usage: eng/guards [--only WORD] [--check] [--keep]");
    return 2;
}

var root = Read("git", ".", "rev-parse", "--show-toplevel").Trim();
var guards = Guard.ParseAll(File.ReadAllLines(Path.Combine(root, "eng", "guards.txt")))
    .Where(guard => $"{guard.Name} {guard.Keeps}".Contains(only, StringComparison.OrdinalIgnoreCase))
    .ToArray();

var stray = guards.Where(guard => guard.Occurrences(root) != 1).ToArray();
foreach (var guard in stray)
    Console.WriteLine($"{guard.Name}: occurs {guard.Occurrences(root)} times in {guard.File}; it must be there once.");
if (stray.Length > 0) return 1;
Console.WriteLine($"{guards.Length} guards, each found once in the source.");
if (args.Contains("--check")) return 0;

var copy = Directory.CreateTempSubdirectory("guards-").FullName;
try
{
    CopyTree();
    var deaf = 0;
    foreach (var group in guards.GroupBy(guard => guard.Project))
    {
        // With every guard in place the same tests must pass: a test that fails anyway, or is not found, proves nothing.
        Require(Dotnet(buildTimeout, "build", group.Key) == 0, $"{group.Key} does not build.");
        var sound = Test(group.Key, [.. group.Select(guard => guard.Test).Distinct()]) ?? throw new InvalidOperationException("With all guards in place the tests hang.");
        Require(sound.Failed.Count == 0, $"With all guards in place {string.Join(", ", sound.Failed)} fails.");
        foreach (var guard in group)
            Require(sound.Passed.Any(name => name.Contains(guard.Test, StringComparison.Ordinal)), $"No test is named {guard.Test}.");

        foreach (var guard in group)
        {
            var path = Path.Combine(copy, guard.File);
            var source = File.ReadAllText(path);
            File.WriteAllText(path, guard.RemovedFrom(source));
            Rebuild(guard);
            var found = Test(group.Key, [guard.Test]);
            File.WriteAllText(path, source);

            // A run that hangs, or whose process dies before it can report, has noticed too.
            var isHeld = found is null or { Failed.Count: > 0 } or { Passed.Count: 0 };
            deaf += isHeld ? 0 : 1;
            var how = found switch
            {
                null => "hung",
                { Failed.Count: > 0 } => $"{found.Failed.Count} of {found.Failed.Count + found.Passed.Count} failed",
                { Passed.Count: 0 } => "the test process died",
                _ => $"{found.Passed.Count} passed",
            };
            Console.WriteLine($"{(isHeld ? "held" : "DEAF")} | {guard.Keeps} | {guard.Name} | {guard.Test} | {how}");
        }

        Rebuild(group.Last());
    }

    Console.WriteLine(deaf == 0 ? $"Each of {guards.Length} guards was removed, and its test failed." : $"{deaf} of {guards.Length} removals went unnoticed.");
    return deaf == 0 ? 0 : 1;
}
finally
{
    if (args.Contains("--keep")) Console.WriteLine($"The copy is in {copy}");
    else Directory.Delete(copy, recursive: true);
}

void CopyTree()
{
    foreach (var path in Read("git", root, "ls-files", "--cached", "--others", "--exclude-standard", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries))
    {
        var source = Path.Combine(root, path);
        if (!File.Exists(source)) continue; // Deleted, and not committed yet.
        var target = Path.Combine(copy, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }
}

// Only the assembly that lost its guard, put where the tests look for it: building the test project again would take longer than the test.
void Rebuild(Guard guard)
{
    var assembly = guard.File.Split('/')[1];
    var project = $"src/{assembly}";
    Require(
        Dotnet(buildTimeout, "build", project, "-f", Framework, "--no-restore", "--no-dependencies", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false") == 0,
        $"Without '{guard.Name}' {project} does not compile; mend guards.txt.");
    File.Copy(
        Path.Combine(copy, project, "bin", "Debug", Framework, $"{assembly}.dll"),
        Path.Combine(copy, guard.Project, "bin", "Debug", Framework, $"{assembly}.dll"), overwrite: true);
}

// Null when the tests hang.
Outcome? Test(string project, string[] names)
{
    var results = Path.Combine(copy, "results");
    if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
    var filter = string.Join('|', names.Select(name => $"FullyQualifiedName~{name}"));
    if (Dotnet(testTimeout * (1 + (names.Length / 10)), "test", project, "--no-build", "--filter", filter, "--results-directory", results, "--logger", "trx") is null) return null;

    var tests = Directory.Exists(results)
        ? Directory.GetFiles(results, "*.trx").SelectMany(trx => XDocument.Load(trx).Descendants()).Where(element => element.Name.LocalName == "UnitTestResult").ToArray()
        : [];
    return new Outcome(Names("Passed"), Names("Failed"));

    List<string> Names(string outcome) => [.. tests.Where(test => (string?)test.Attribute("outcome") == outcome).Select(test => (string)test.Attribute("testName")!)];
}

// The exit code, or null when it took too long and was ended.
int? Dotnet(TimeSpan timeout, params string[] words)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", [.. words, "--nologo", "-v", "q"])
    {
        WorkingDirectory = copy, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;
    process.OutputDataReceived += (_, _) => { };
    process.ErrorDataReceived += (_, _) => { };
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    if (process.WaitForExit(timeout)) return process.ExitCode;
    process.Kill(entireProcessTree: true);
    return null;
}

static string Read(string program, string folder, params string[] words)
{
    using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
    return process.StandardOutput.ReadToEnd();
}

static void Require(bool holds, string otherwise)
{
    if (!holds) throw new InvalidOperationException(otherwise);
}

/// <summary>The full names of the tests that passed and failed.</summary>
internal sealed record Outcome(List<string> Passed, List<string> Failed);

/// <summary>One guard: where it stands in the source, what takes its place, and which test is to notice.</summary>
internal sealed record Guard(string Name, string Keeps, string File, string Project, string Test, string Snippet, string Replacement)
{
    // Lines are compared without their indentation, so that the table need not repeat it.
    private Regex Pattern => new(string.Join(@"\s*\n\s*", Snippet.Split('\n').Select(Regex.Escape)));

    public int Occurrences(string root) =>
        System.IO.File.Exists(Path.Combine(root, File)) ? Pattern.Count(System.IO.File.ReadAllText(Path.Combine(root, File))) : 0;

    public string RemovedFrom(string source) => Pattern.Replace(source, _ => Replacement);

    public static IEnumerable<Guard> ParseAll(string[] lines)
    {
        foreach (var block in string.Join('\n', lines.Where(line => !line.StartsWith('#'))).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = block.Split('\n').Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
            yield return new Guard(
                One("guard"), One("keeps"), One("file"), One("project"), One("test"), string.Join('\n', fields["-"]), string.Join('\n', fields["+"]));

            string One(string field) => fields[field].Count() == 1
                ? fields[field].Single()
                : throw new FormatException($"A guard needs one line '{field}':\n{block}");
        }
    }
}
