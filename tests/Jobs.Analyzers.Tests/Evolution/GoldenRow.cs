using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;
using Jobs.Generators.Tests.Run;
using Jobs.TestKit.Snapshots;

namespace Jobs.Analyzers.Tests.Evolution;

/// <summary>
/// A row as a generation of a job stored it, in a file that is committed. A file is never changed: it stands for rows that
/// exist. <c>JOBS_ACCEPT_SNAPSHOTS=1</c> writes those that are missing, and no others.
/// </summary>
/// <param name="Version">The version that stored it.</param>
/// <param name="Input">Its input.</param>
/// <param name="State">Its state.</param>
/// <param name="Journal">All items of its journaled members, or null when it has none.</param>
internal sealed record GoldenRow(int Version, string Input, string State, string? Journal)
{
    private static readonly string s_folder = Path.Combine(SourcePath.RepositoryRoot(), "tests", "Jobs.Analyzers.Tests", "Evolution", "Golden");

    /// <summary>The names of all files, without their ending.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(s_folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!);

    public static string NameOf(EvolvingJob job, int generation) => $"{job.Name}.{generation + 1}";

    /// <summary>What a descriptor writes of a job.</summary>
    public static GoldenRow Of(JobDescriptor descriptor, object job) => new(
        descriptor.Version, Emitted.Input(descriptor, job), Emitted.State(descriptor, job),
        descriptor.HasJournals ? Emitted.Journals(descriptor, job, full: true) : null);

    public static GoldenRow Load(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(PathOf(name)));
        var row = json.RootElement;
        return new GoldenRow(
            row.GetProperty("version").GetInt32(), row.GetProperty("input").GetRawText(), row.GetProperty("state").GetRawText(),
            row.TryGetProperty("journal", out var journal) ? journal.GetRawText() : null);
    }

    /// <summary>Writes the file if there is none and snapshots are accepted.</summary>
    public void SaveIfNew(string name)
    {
        if (File.Exists(PathOf(name)) || Environment.GetEnvironmentVariable("JOBS_ACCEPT_SNAPSHOTS") != "1") return;
        var journal = Journal is null ? "" : $",\n  \"journal\": {Journal}";
        File.WriteAllText(PathOf(name), $"{{\n  \"version\": {Version},\n  \"input\": {Input},\n  \"state\": {State}{journal}\n}}\n");
    }

    public object Restore(JobDescriptor descriptor)
    {
        var job = Emitted.Restore(descriptor, Input, State, Version);
        if (Journal is not null) descriptor.ApplyJournals(job, Encoding.UTF8.GetBytes(Journal), full: true);
        return job;
    }

    private static string PathOf(string name) => Path.Combine(s_folder, name + ".json");
}
