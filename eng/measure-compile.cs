#:property PublishAot=false

// What jobs cost at compile time, by the compiler itself, started anew for each run and with nothing else of the SDK loaded:
//
//   sources alone   the authors' halves, with [Job] and the dispatcher taken away: what they would cost without us
//   checked in      authors' halves and the emitted files as sources, generator off
//   generated       the same files from the generator
//   with rules      generator and analyzers, and what each analyzer takes
//
//   eng/measure-compile [--jobs 1000] [--rounds 3]
//
// Runs take turns within a round, and are compared by the processor time of their process: on a machine that others use it means more
// than the time on the wall.

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

const string Framework = "net10.0";
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int jobs = 1000, rounds = 3;
for (var i = 0; i + 1 < args.Length; i += 2)
{
    if (args[i] == "--jobs") jobs = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
    else if (args[i] == "--rounds") rounds = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
    else throw new ArgumentException($"'{args[i]}' is no option; there are --jobs and --rounds.");
}

var root = Directory.GetCurrentDirectory(); // Where eng/measure-compile starts it.
var scratch = Directory.CreateTempSubdirectory("measure-compile-").FullName;
Compiler compiler;
try
{
    Run("dotnet", root, "build", "src/Jobs.Analyzers", "-c", "Release", "--nologo", "-v", "q");
    Run("dotnet", root, "build", "src/Jobs.Abstractions", "-c", "Release", "-f", Framework, "--nologo", "-v", "q");
    compiler = Compiler.Of(Project(scratch));
    string generators = Built("Jobs.Generators", "netstandard2.0"), analyzers = Built("Jobs.Analyzers", "netstandard2.0");

    string authors = Folder("authors"), alone = Folder("alone"), emitted = Path.Combine(scratch, "emitted");
    for (var i = 0; i < jobs; i++)
    {
        File.WriteAllText(Path.Combine(authors, $"Job{i}.cs"), JobSource.Of(i));
        File.WriteAllText(Path.Combine(alone, $"Job{i}.cs"), JobSource.WithoutUs(i));
    }

    Directory.CreateDirectory(emitted);
    Compile("emit", authors, $"/analyzer:{generators}", $"/generatedfilesout:{emitted}");
    var files = Directory.GetFiles(emitted, "*.cs", SearchOption.AllDirectories);
    if (files.Length != jobs + 1) throw new InvalidOperationException($"{files.Length} files were emitted for {jobs} jobs.");
    var bytes = files.Sum(file => new FileInfo(file).Length);

    var contenders = new (string Name, Func<Figures> Run)[]
    {
        ("sources alone", () => Compile("alone", alone)),
        ("checked in", () => Compile("checked-in", authors, $"/recurse:{emitted}/*.cs")),
        ("generated", () => Compile("generated", authors, $"/analyzer:{generators}")),
        ("generated, with rules", () => Compile("rules", authors, $"/analyzer:{generators}", $"/analyzer:{analyzers}", "/reportanalyzer")),
    };
    var all = contenders.Select(_ => new List<Figures>()).ToArray();
    for (var round = 0; round < rounds; round++)
    {
        for (var turn = 0; turn < contenders.Length; turn++)
        {
            var index = (turn + round) % contenders.Length;
            all[index].Add(contenders[index].Run());
        }

        Console.Error.Write($" {round + 1}");
    }

    Console.Error.WriteLine();
    var reference = Median(all[1]);
    Console.WriteLine($"{jobs:N0} jobs, {rounds} rounds; emitted: {bytes / jobs:N0} bytes a job, {bytes:N0} in all");
    Console.WriteLine();
    Console.WriteLine("| compiled              | cpu s | of checked in | least wall s | ms cpu a job | assembly, bytes a job |");
    Console.WriteLine("|:----------------------|------:|--------------:|-------------:|-------------:|----------------------:|");
    for (var i = 0; i < contenders.Length; i++)
    {
        var cpu = Median(all[i]);
        Console.WriteLine($"| {contenders[i].Name,-21} | {cpu,5:N2} | {cpu / reference,13:N2} | {all[i].Min(f => f.Wall),12:N2} | {cpu * 1000 / jobs,12:N2} | {all[i][0].AssemblyBytes / jobs,21:N0} |");
    }

    Console.WriteLine();
    Console.WriteLine("| analyzer, of all threads together     | ms for all jobs | rules |");
    Console.WriteLine("|:--------------------------------------|----------------:|:------|");
    foreach (var (name, seconds, rules) in AnalyzerLines(all[3][^1].Output).OrderByDescending(line => line.Seconds))
        Console.WriteLine($"| {name,-37} | {seconds * 1000,15:N0} | {rules} |");
    return 0;
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

string Folder(string name) => Directory.CreateDirectory(Path.Combine(scratch, name)).FullName;

string Built(string name, string framework) => Path.Combine(root, "src", name, "bin", "Release", framework, $"{name}.dll");

// A project that only serves to ask the build how it would call the compiler.
string Project(string folder)
{
    var path = Path.Combine(folder, "Acme.csproj");
    File.WriteAllText(path, $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>{Framework}</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
          <ItemGroup><Reference Include="{Path.Combine(root, "src", "Jobs.Abstractions", "bin", "Release", Framework, "Jobs.Abstractions.dll")}" /></ItemGroup>
        </Project>
        """);
    Run("dotnet", folder, "restore", path, "-v", "q");
    return path;
}

Figures Compile(string name, string sources, params string[] also)
{
    var output = Path.Combine(scratch, $"{name}.dll");
    var response = Path.Combine(scratch, $"{name}.rsp");
    string[] words = [.. compiler.Arguments, .. also, $"/recurse:{sources}/*.cs", $"/out:{output}"];
    File.WriteAllLines(response, words.Select(word => word.Contains(' ') && !word.Contains('"') ? $"\"{word}\"" : word));
    var started = Stopwatch.GetTimestamp();
    var text = Run("bash", scratch, "-c", $"TIMEFORMAT='processor %U %S'; time dotnet '{compiler.Path}' /noconfig @'{response}'");
    var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
    var times = Regex.Match(text, @"processor ([\d.]+) ([\d.]+)");
    return new Figures(double.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture) + double.Parse(times.Groups[2].Value, CultureInfo.InvariantCulture), wall, new FileInfo(output).Length, text);
}

static double Median(List<Figures> figures) => figures.Select(f => f.Processor).Order().ElementAt(figures.Count / 2);

// "  0.123   45      Jobs.Analyzers.Resume.WorkDroppedAnalyzer (JOB3002)", below a line for the assembly.
static IEnumerable<(string Name, double Seconds, string Rules)> AnalyzerLines(string text) =>
    from line in text.Split('\n')
    let match = Regex.Match(line, @"^\s*(<?\s*[\d.]+)\s+<?\s*\d+\s+Jobs\.Analyzers\.(?:\w+\.)?(\w+) \((.*)\)")
    where match.Success
    let rules = match.Groups[3].Value.Split(", ")
    select (match.Groups[2].Value, double.Parse(match.Groups[1].Value.TrimStart('<', ' '), CultureInfo.InvariantCulture), rules.Length > 3 ? $"{rules[0]} and {rules.Length - 1} more" : string.Join(", ", rules));

static string Run(string program, string folder, params string[] words)
{
    using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
    var error = process.StandardError.ReadToEndAsync();
    var text = process.StandardOutput.ReadToEnd() + error.Result;
    process.WaitForExit();
    return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', words)} failed:\n{text[..Math.Min(text.Length, 4000)]}");
}

/// <summary>One run of the compiler: seconds that its threads computed, seconds on the wall.</summary>
internal sealed record Figures(double Processor, double Wall, long AssemblyBytes, string Output);

/// <summary>How the SDK calls the compiler, its own analyzers left out.</summary>
internal sealed record Compiler(string Path, string[] Arguments)
{
    public static Compiler Of(string project)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "msbuild", project, "-nologo", "-t:Compile", "-p:Configuration=Release", "-p:DesignTimeBuild=true", "-p:ProvideCommandLineArgs=true",
            "-p:SkipCompilerExecution=true", "-p:NonExistentFile=none", "-getItem:CscCommandLineArgs", "-getProperty:RoslynTargetsPath",
        ]) { RedirectStandardOutput = true })!;
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        var folder = System.IO.Path.GetDirectoryName(project)!;
        var words = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)
            .Where(word => !Regex.IsMatch(word, "^/analyzer|^/out:|^/refout|^/doc|^/noconfig|^/warnaserror"))
            .Select(word => word.StartsWith('/') ? word : System.IO.Path.GetFullPath(word, folder));
        return new Compiler(System.IO.Path.Combine(answer.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString()!, "bincore", "csc.dll"), [.. words]);
    }
}

/// <summary>Jobs of four kinds, in turn: scalars, records, journals and tasks, many members.</summary>
internal static class JobSource
{
    public static string Of(int i) => $$"""
        using Jobs;
        namespace Acme.Room{{i / 50}};

        /// <summary>One of many.</summary>
        [Job("job-{{i}}")]
        public sealed partial class Job{{i}}
        {
        {{Members(i, "JournaledList<string>")}}
            private async Task<int> RunAsync(Context ctx)
            {
                await foreach (var copied in ctx.TaskDispatcher.Copy.Many(Sources, source => new(source, Count)))
                {
                    if (!copied.IsFaulted) _bytes += copied.Result;
                    await ctx.CheckpointIfDueAsync();
                }

                return Count;
            }

            [JobTask(Pool = "io")]
            private static async Task<long> Copy(string source, int count, CancellationToken ct)
            {
                await Task.Delay(count, ct);
                return source.Length;
            }
        }
        """;

    /// <summary>The same class, run by hand.</summary>
    public static string WithoutUs(int i) => $$"""
        namespace Acme.Room{{i / 50}};

        /// <summary>One of many.</summary>
        public sealed partial class Job{{i}}
        {
        {{Members(i, "List<string>")}}
            private async Task<int> RunAsync(CancellationToken ct)
            {
                foreach (var source in Sources)
                {
                    _bytes += await Copy(source, Count, ct);
                }

                return Count;
            }

            private static async Task<long> Copy(string source, int count, CancellationToken ct)
            {
                await Task.Delay(count, ct);
                return source.Length;
            }
        }
        """;

    private static string Members(int i, string journal) => """
            public required string[] Sources { get; init; }
            public int Count { get; set; }
            private long _bytes;

        """ + (i % 4) switch
        {
            0 => "    private string? _phase; private DateTime _since;\n",
            1 => "    public sealed record Step(int Number, string Name, List<int> Sizes); private List<Step> _steps = []; private Dictionary<string, Step> _byName = [];\n",
            2 => $"    private readonly {journal} _failures = [];\n",
            _ => string.Concat(Enumerable.Range(0, 12).Select(n => $"    public {(n % 3 == 0 ? "int" : n % 3 == 1 ? "string?" : "double")} Member{n} {{ get; set; }}\n")),
        };
}
