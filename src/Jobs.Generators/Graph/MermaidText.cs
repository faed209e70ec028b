using Jobs.Generators.Emission;

namespace Jobs.Generators.Graph;

/// <summary>A graph as the lines of a Mermaid flowchart: jobs, their tasks with pools and bounds, and dotted arrows for submits.</summary>
internal static class MermaidText
{
    public static IEnumerable<string> Lines(JobGraph graph)
    {
        yield return "flowchart LR";
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Jobs.Count; i++)
        {
            var (job, id) = (graph.Jobs[i].Job, "job" + Literals.Number(i));
            ids[job.StoredName] = id;
            yield return $"  {id}[\"{Label(job.StoredName, job.Version, [Attempts(job.MaxAttempts), Timeout(job.TimeoutTicks)])}\"]";
            for (var j = 0; j < job.Tasks.Count; j++)
            {
                var task = job.Tasks[j];
                string?[] bounds = [$"pool {Escaped(task.Pool)}", Attempts(task.MaxAttempts), Timeout(task.TimeoutTicks)];
                yield return $"  {id} --> {id}_{Literals.Number(j)}([\"{Label(task.StoredName, task.Version, bounds)}\"])";
            }
        }

        // What another assembly declares has a place too, and no more than a name.
        foreach (var name in graph.Jobs.SelectMany(node => node.Submits).Distinct().Where(name => !ids.ContainsKey(name)).OrderBy(name => name, StringComparer.Ordinal).ToList())
        {
            ids[name] = "other" + Literals.Number(ids.Count);
            yield return $"  {ids[name]}[[\"{Escaped(name)}\"]]";
        }

        foreach (var node in graph.Jobs)
        {
            foreach (var submitted in node.Submits) yield return $"  {ids[node.Job.StoredName]} -. submits .-> {ids[submitted]}";
        }
    }

    private static string Label(string name, int version, IEnumerable<string?> bounds)
    {
        var facts = string.Join(", ", new[] { version > 1 ? $"version {Literals.Number(version)}" : null }.Concat(bounds).OfType<string>());
        return facts.Length == 0 ? Escaped(name) : $"{Escaped(name)}<br/>{facts}";
    }

    private static string? Attempts(int count) => count > 1 ? $"{Literals.Number(count)} attempts" : null;

    private static string? Timeout(long ticks) => ticks > 0 ? $"{TimeSpan.FromTicks(ticks).ToString("c", System.Globalization.CultureInfo.InvariantCulture)} at most" : null;

    /// <summary>A name may hold anything that a label must not.</summary>
    private static string Escaped(string text) =>
        text.Replace("#", "#35;").Replace("\"", "#quot;").Replace("<", "#lt;").Replace(">", "#gt;");
}
