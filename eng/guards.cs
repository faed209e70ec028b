#:property PublishAot=false

// Proves that the proofs would notice: plants each mutant of guards.txt in turn, in a copy of the runtime, and expects that a test
// or the simulation fails. A mutant that neither sees has survived: there is a test to write.
//
//   eng/guards                    all: its test first, and where that passes the simulation; half an hour on two cores
//   eng/guards --only fence       those whose name or invariant contains a word
//   eng/guards --part 1/30        the first, the 31st, the 61st …: a fixed share, for CI
//   eng/guards --simulate 300     all that the simulation can reach, by that alone, with so many seeds: what it sees and what not
//   eng/guards --check            only that every mutant's place is found in the source; a second
//   eng/guards --tally FILE       writes "CAUGHT SURVIVED" there

using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Framework = "net10.0"; // What the tests run on, so that nothing is compiled for another one.
const string Simulation = "tests/Jobs.Simulation";
var testTimeout = TimeSpan.FromMinutes(2); // A mutant may hang its test: that is a failure too.
var simulationTimeout = TimeSpan.FromMinutes(4);
var buildTimeout = TimeSpan.FromMinutes(10);

var options = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: eng/guards [--only WORD] [--part K/N] [--simulate SEEDS] [--tally FILE] [--check]");
    return 2;
}

var root = Directory.GetCurrentDirectory(); // Where eng/guards starts it.
var mutants = Mutant.ParseAll(File.ReadAllLines(Path.Combine(root, "eng", "guards.txt"))).ToArray();
var stray = mutants.Where(mutant => mutant.Occurrences(root) != 1).ToArray();
foreach (var mutant in stray) Console.WriteLine($"{mutant.Name}: occurs {mutant.Occurrences(root)} times in {mutant.File}; it must be there once.");
foreach (var twice in mutants.GroupBy(mutant => mutant.Name).Where(same => same.Count() > 1)) Console.WriteLine($"{twice.Key}: is there {twice.Count()} times.");
if (stray.Length > 0) return 1;
Console.WriteLine($"{mutants.Length} mutants, the place of each found once in the source.");
if (options.ChecksOnly) return 0;

mutants = [.. mutants.Where((mutant, at) => at % options.Parts == options.Part - 1 && mutant.Mentions(options.Only) && (options.Seeds == 0 || mutant.IsSimulated))];
var configuration = options.Seeds > 0 ? "Release" : "Debug"; // What eng/simulate and what .ci/run have built.
var scratch = Directory.CreateTempSubdirectory("guards-").FullName;
var compilers = new Dictionary<string, Compiler>();
int caught = 0, survived = 0;
string[] read = ["Jobs.sln", "README.md", "docs", "samples", "src", "tests"]; // By tests that look for the solution above themselves.
try
{
    foreach (var name in read) File.CreateSymbolicLink(Path.Combine(scratch, name), Path.Combine(root, name));
    if (options.Seeds == 0) TestAll();
    else SimulateAll();
    Console.WriteLine($"{caught} of {caught + survived} mutants were caught{(survived == 0 ? "." : $", {survived} {(options.Seeds > 0 ? "not" : "SURVIVED")}.")}");
    if (options.Tally is { } tally) File.WriteAllText(tally, $"{caught} {survived}\n");
    return survived == 0 || options.Seeds > 0 ? 0 : 1; // What the simulation alone sees is a figure, and no claim.
}
finally
{
    foreach (var name in read) File.Delete(Path.Combine(scratch, name)); // The links, before what is behind them could go with the folder.
    Directory.Delete(scratch, recursive: true);
}

void TestAll()
{
    foreach (var group in mutants.GroupBy(mutant => mutant.Project))
    {
        // With every guard in place the same tests must pass: a test that fails anyway, or is not found, proves nothing.
        var tests = Bring(group.Key);
        var sound = Test(tests, [.. group.Select(mutant => mutant.Test).Distinct()]) ?? throw new InvalidOperationException("Without a mutant the tests hang.");
        Require(sound.Failed.Count == 0, $"Without a mutant {string.Join(", ", sound.Failed)} fails.");
        foreach (var mutant in group)
        {
            Require(sound.Passed.Any(name => name.Contains(mutant.Test, StringComparison.Ordinal)), $"No test is named {mutant.Test}.");
        }

        foreach (var mutant in group)
        {
            Plant(mutant, tests);

            // A run that hangs, or whose process dies before it can report, has noticed too.
            var how = Test(tests, [mutant.Test]) switch
            {
                null => "its test hangs",
                { Failed.Count: > 0 } failed => $"{mutant.Test}: {failed.Failed.Count} of {failed.Failed.Count + failed.Passed.Count} fail",
                { Passed.Count: 0 } => "its test's process dies",
                _ => null,
            };
            if (how is null && mutant.IsSimulated)
            {
                var world = Bring(Simulation);
                Plant(mutant, world);
                how = Simulate(world, mutant, seeds: 100);
            }

            Tell(mutant, how, "SURVIVED");
        }
    }
}

void SimulateAll()
{
    var world = Bring(Simulation);
    foreach (var mutant in mutants)
    {
        Plant(mutant, world);
        Tell(mutant, Simulate(world, mutant, options.Seeds), "not seen");
    }
}

void Tell(Mutant mutant, string? how, string otherwise)
{
    if (how is null) survived++;
    else caught++;
    Console.WriteLine($"{(how is null ? otherwise : "caught")} | {mutant.Keeps} | {mutant.Name} | {how}");
}

// A folder with a built test project, of which one assembly is replaced again and again.
string Bring(string project)
{
    var folder = Path.Combine(scratch, Path.GetFileName(project));
    if (Directory.Exists(folder)) return folder;
    Require(Run("dotnet", root, buildTimeout, out _, "build", project, "-c", configuration, "--nologo", "-v", "q") == 0, $"{project} does not build.");
    var built = Path.Combine(root, project, "bin", configuration, Framework);
    foreach (var file in Directory.GetFiles(built, "*", SearchOption.AllDirectories))
    {
        var target = Path.Combine(folder, Path.GetRelativePath(built, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    return folder;
}

// Compiles the mutant's assembly as the build does, from the sources where they stand, but for the one that is changed.
void Plant(Mutant mutant, string folder)
{
    var assembly = mutant.File.Split('/')[1];
    if (!compilers.TryGetValue(assembly, out var compiler)) compilers.Add(assembly, compiler = Compiler.Of(Path.Combine(root, "src", assembly), configuration, Framework));
    var changed = Path.Combine(scratch, Path.GetFileName(mutant.File));
    var source = Path.Combine(root, mutant.File);
    File.WriteAllText(changed, mutant.PlantedIn(File.ReadAllText(source)));
    var arguments = compiler.Arguments.Select(word => Path.GetFullPath(word, compiler.Folder) == source ? changed : word);
    var response = Path.Combine(scratch, "compile.rsp");
    File.WriteAllLines(response, arguments.Append($"/out:{Path.Combine(folder, $"{assembly}.dll")}").Select(word => word.Contains(' ') && !word.Contains('"') ? $"\"{word}\"" : word));
    var ended = Run("dotnet", compiler.Folder, buildTimeout, out var output, compiler.Path, "/shared", "/noconfig", $"@{response}");
    Require(ended == 0, $"With the mutant '{mutant.Name}' {assembly} does not compile; mend guards.txt.\n{output}");
}

// What the simulation found, or null.
string? Simulate(string folder, Mutant mutant, int seeds)
{
    string[] words = mutant.IsOfDisk ? [$"{Math.Max(1, seeds / 4)}", "1", "1000", "--disk"] : [$"{seeds}", "1", "1000"];
    var ended = Run("dotnet", folder, simulationTimeout, out var output, ["Jobs.Simulation.dll", .. words, "--fail-fast"]);
    if (ended == 0) return null;
    return output.Split('\n').FirstOrDefault(line => line.StartsWith("seed ", StringComparison.Ordinal))?.Trim() is { } line
        ? $"simulation, {(line.Length > 220 ? line[..220] + "…" : line)}"
        : ended is null ? "the simulation hangs" : "the simulation's process dies";
}

// Null when the tests hang.
Outcome? Test(string folder, string[] names)
{
    var results = Path.Combine(scratch, "results");
    if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
    var filter = string.Join('|', names.Select(name => $"FullyQualifiedName~{name}"));
    var assembly = Path.Combine(folder, $"{Path.GetFileName(folder)}.dll");
    if (Run("dotnet", folder, testTimeout * (1 + (names.Length / 10)), out _, "test", assembly, "--filter", filter, "--results-directory", results, "--logger", "trx") is null) return null;

    var tests = Directory.Exists(results)
        ? Directory.GetFiles(results, "*.trx").SelectMany(trx => XDocument.Load(trx).Descendants()).Where(element => element.Name.LocalName == "UnitTestResult").ToArray()
        : [];
    return new Outcome(Names("Passed"), Names("Failed"));

    List<string> Names(string outcome) => [.. tests.Where(test => (string?)test.Attribute("outcome") == outcome).Select(test => (string)test.Attribute("testName")!)];
}

// The exit code, or null when it took too long and was ended.
static int? Run(string program, string folder, TimeSpan timeout, out string output, params string[] words)
{
    var start = new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
    start.Environment["DOTNET_GCHeapHardLimit"] = "0x60000000"; // A mutant that fills the memory ends, and nothing else does.
    using var process = Process.Start(start)!;
    var text = new System.Text.StringBuilder();
    process.OutputDataReceived += (_, line) => { lock (text) text.AppendLine(line.Data); };
    process.ErrorDataReceived += (_, _) => { };
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    var isOver = process.WaitForExit(timeout);
    if (isOver) process.WaitForExit(); // For the rest of what it wrote.
    else process.Kill(entireProcessTree: true);
    lock (text) output = text.ToString();
    return isOver ? process.ExitCode : null;
}

static void Require(bool holds, string otherwise)
{
    if (!holds) throw new InvalidOperationException(otherwise);
}

/// <summary>What is asked for. Part is counted from 1; 0 seeds means tests.</summary>
internal sealed record Options(string Only, int Part, int Parts, int Seeds, string? Tally, bool ChecksOnly)
{
    public static Options? Parse(string[] args)
    {
        var options = new Options("", 1, 1, 0, null, false);
        var words = new Queue<string>(args);
        while (words.TryDequeue(out var word))
        {
            if (word == "--check") options = options with { ChecksOnly = true };
            else if (!words.TryDequeue(out var value)) return null;
            else if (word == "--only") options = options with { Only = value };
            else if (word == "--tally") options = options with { Tally = Path.GetFullPath(value) };
            else if (word == "--simulate" && int.TryParse(value, out var seeds)) options = options with { Seeds = seeds };
            else if (word == "--part" && value.Split('/') is [var k, var n] && int.TryParse(k, out var part) && int.TryParse(n, out var parts)) options = options with { Part = part, Parts = parts };
            else return null;
        }

        return options;
    }
}

/// <summary>How an assembly of the runtime is compiled: by whom, with which words, in which folder.</summary>
internal sealed record Compiler(string Path, string[] Arguments, string Folder)
{
    // What only judges or documents the source is left out: it takes longer than the compilation.
    private static readonly Regex s_needless = new("NetAnalyzers|CodeStyle|ILLink|^/warnaserror|^/refout|^/doc|^/out:|^/noconfig|^/analyzerconfig:.*globalconfig");

    /// <summary>Asks the build, which compiles nothing for that.</summary>
    public static Compiler Of(string folder, string configuration, string framework)
    {
        // A library is built for several frameworks, of which the tests take one; what a compiler loads has one of its own.
        var isOfSeveral = File.ReadAllText(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(folder) + ".csproj")).Contains("<TargetFrameworks>", StringComparison.Ordinal);
        string[] frameworks = isOfSeveral ? [$"-p:TargetFramework={framework}"] : [];
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "msbuild", folder, "-nologo", "-t:Compile", $"-p:Configuration={configuration}", .. frameworks, "-p:BuildProjectReferences=false",
            "-p:DesignTimeBuild=true", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:NonExistentFile=none", // Else it has nothing to do, and tells nothing.
            "-getItem:CscCommandLineArgs", "-getProperty:RoslynTargetsPath",
        ]) { RedirectStandardOutput = true })!;
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        var words = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
        var compiler = answer.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString()!;
        return new Compiler(System.IO.Path.Combine(compiler, "bincore", "csc.dll"), [.. words.Where(word => !s_needless.IsMatch(word))], folder);
    }
}

/// <summary>The full names of the tests that passed and failed.</summary>
internal sealed record Outcome(List<string> Passed, List<string> Failed);

/// <summary>One mutant of a guard: where the guard stands in the source, what takes its place, and which test is to notice.</summary>
internal sealed record Mutant(string Name, string Keeps, string File, string Project, string Test, string Snippet, string Replacement)
{
    // What no world has: a compiler, other processes, threads, files of a store in memory.
    private static readonly Regex s_unsimulated = new("/Jobs.Generators/|/Jobs.Analyzers/|/Jobs.CodeFixes/|/Jobs.Abstractions/JobCatalog|/Remote/|/Hosting/|/Doctor/|/WorkerPool/Elastic|/ThreadWait|/LoopThread|/OwnerLock|/StoreReserve|/Sqlite/SqliteStore.Wal");

    // Lines are compared without their indentation, so that the table need not repeat it.
    private Regex Pattern => new(string.Join(@"\s*\n\s*", Snippet.Split('\n').Select(Regex.Escape)));

    public bool IsSimulated => !s_unsimulated.IsMatch(File);

    public bool IsOfDisk => File.Contains("Sqlite", StringComparison.Ordinal);

    public bool Mentions(string word) => $"{Name} {Keeps} {Project} {File}".Contains(word, StringComparison.OrdinalIgnoreCase);

    public int Occurrences(string root) =>
        System.IO.File.Exists(Path.Combine(root, File)) ? Pattern.Count(System.IO.File.ReadAllText(Path.Combine(root, File))) : 0;

    public string PlantedIn(string source) => Pattern.Replace(source, _ => Replacement);

    public static IEnumerable<Mutant> ParseAll(string[] lines)
    {
        foreach (var block in string.Join('\n', lines.Where(line => !line.StartsWith('#'))).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = block.Split('\n').Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
            yield return new Mutant(
                One("guard"), One("keeps"), One("file"), One("project"), One("test"), string.Join('\n', fields["-"]), string.Join('\n', fields["+"]));

            string One(string field) => fields[field].Count() == 1
                ? fields[field].Single()
                : throw new FormatException($"A mutant needs one line '{field}':\n{block}");
        }
    }
}
