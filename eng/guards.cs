#:property PublishAot=false

// Proves that the tests would notice: for each guard of guards.txt it takes that guard out of a scratch copy of the tree,
// runs the test that is to hold it, and expects a failure. A test that still passes is reported as deaf.
//
//   eng/guards                 all guards, about 15 s each after a first build
//   eng/guards --only fence    those whose name or invariant contains a word
//   eng/guards --check         only that every snippet occurs exactly once; seconds
//   eng/guards --keep          leaves the scratch copy behind and says where it is

using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

var testTimeout = TimeSpan.FromMinutes(3); // A guard's absence may hang its test: that is a failure too.

var only = Array.IndexOf(args, "--only") is var at and >= 0 ? args[at + 1] : "";
var root = Read("git", ".", "rev-parse", "--show-toplevel").Trim();
var guards = Guard.ParseAll(File.ReadAllLines(Path.Combine(root, "eng", "guards.txt")))
    .Where(guard => $"{guard.Name} {guard.Keeps}".Contains(only, StringComparison.OrdinalIgnoreCase))
    .ToArray();

var stray = guards.Where(guard => guard.Occurrences(root) != 1).ToArray();
foreach (var guard in stray)
    Console.WriteLine($"{guard.Name}: its snippet occurs {guard.Occurrences(root)} times in {guard.File}; it must be there once.");
if (stray.Length > 0) return 1;
Console.WriteLine($"{guards.Length} guards, each found once in the source.");
if (args.Contains("--check")) return 0;

var copy = Directory.CreateTempSubdirectory("guards-").FullName;
try
{
    foreach (var path in Read("git", root, "ls-files", "--cached", "--others", "--exclude-standard", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries))
    {
        var source = Path.Combine(root, path);
        if (!File.Exists(source)) continue;
        var target = Path.Combine(copy, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }

    var deaf = 0;
    foreach (var project in guards.Select(guard => guard.Project).Distinct())
    {
        // With every guard in place the same tests must pass: a test that fails anyway, or is not found, proves nothing.
        if (!Build(project)) throw new InvalidOperationException($"{project} does not build.");
        foreach (var guard in guards.Where(guard => guard.Project == project))
        {
            var sound = Test(guard);
            if (sound is not { Ran: > 0, Failed: 0 }) throw new InvalidOperationException($"{guard.Name}: with the guard in place, {sound}.");
        }

        foreach (var guard in guards.Where(guard => guard.Project == project))
        {
            var file = Path.Combine(copy, guard.File);
            var whole = File.ReadAllText(file);
            File.WriteAllText(file, guard.RemovedFrom(whole));
            var found = Build(project) ? Test(guard) : throw new InvalidOperationException($"{guard.Name}: without it {project} does not compile; mend guards.txt.");
            File.WriteAllText(file, whole);
            deaf += found.Failed == 0 ? 1 : 0;
            Console.WriteLine($"{(found.Failed > 0 ? "held" : "DEAF"),-5} {guard.Keeps,-24} {guard.Name,-40} {found}");
        }
    }

    Console.WriteLine(deaf == 0 ? $"{guards.Length} guards removed, {guards.Length} noticed." : $"{deaf} of {guards.Length} removals went unnoticed.");
    return deaf == 0 ? 0 : 1;
}
finally
{
    if (args.Contains("--keep")) Console.WriteLine($"The copy is in {copy}");
    else Directory.Delete(copy, recursive: true);
}

bool Build(string project) =>
    Run(copy, "build", project, "--nologo", "-v", "q", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false") == 0;

Outcome Test(Guard guard)
{
    var results = Path.Combine(copy, "results");
    if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
    if (Run(copy, "test", guard.Project, "--nologo", "--no-build", "-v", "q", "--filter", guard.Filter, "--results-directory", results, "--logger", "trx") is null)
        return new Outcome(1, 1, "hung");
    var trx = Directory.Exists(results) ? Directory.GetFiles(results, "*.trx").FirstOrDefault() : null;
    if (trx is null) return new Outcome(0, 0, $"no test matches {guard.Filter}");
    var tests = XDocument.Load(trx).Descendants().Where(element => element.Name.LocalName == "UnitTestResult").ToArray();
    var failed = tests.Where(test => (string?)test.Attribute("outcome") == "Failed").ToArray();
    return new Outcome(tests.Length, failed.Length, failed.Length == 0 ? $"{tests.Length} passed" : $"failed: {Short(failed[0])}");

    static string Short(XElement test) => Regex.Replace((string)test.Attribute("testName")!, @"^.*\.(?=[^.]*$)", "");
}

// The exit code, or null when it took too long and was ended.
int? Run(string folder, params string[] words)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
    process.OutputDataReceived += (_, _) => { };
    process.ErrorDataReceived += (_, _) => { };
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    if (process.WaitForExit(testTimeout)) return process.ExitCode;
    process.Kill(entireProcessTree: true);
    return null;
}

static string Read(string program, string folder, params string[] words)
{
    using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
    return process.StandardOutput.ReadToEnd();
}

/// <summary>What a test run came to.</summary>
internal sealed record Outcome(int Ran, int Failed, string Text)
{
    public override string ToString() => Text;
}

/// <summary>One guard: where it stands in the source, what takes its place, and which test is to notice.</summary>
internal sealed record Guard(string Name, string Keeps, string File, string Project, string Filter, string Snippet, string Replacement)
{
    public int Occurrences(string root) =>
        System.IO.File.Exists(Path.Combine(root, File)) ? Pattern.Count(System.IO.File.ReadAllText(Path.Combine(root, File))) : 0;

    public string RemovedFrom(string source) => Pattern.Replace(source, _ => Replacement);

    // Lines are compared without their indentation, so that the table need not repeat it.
    private Regex Pattern => new(string.Join(@"\s*\n\s*", Snippet.Split('\n').Select(line => Regex.Escape(line.Trim()))));

    public static IEnumerable<Guard> ParseAll(string[] lines)
    {
        foreach (var block in string.Join('\n', lines.Where(line => !line.StartsWith('#'))).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = block.Split('\n').Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
            yield return new Guard(
                One("guard"), One("keeps"), One("file"), One("project"), One("test"),
                string.Join('\n', fields["-"]), string.Join('\n', fields["+"]));

            string One(string field) => fields[field].Count() == 1
                ? fields[field].Single()
                : throw new FormatException($"A guard needs one line '{field}':\n{block}");
        }
    }
}
