using Jobs.Catalog;

namespace Jobs.Cli.Commands;

/// <summary>The names that the jobs of a store have, for one who gave another.</summary>
internal static class StoredNames
{
    private const int LookedAtMax = 1000; // The newest jobs: a name that none of them has is hardly the one that was meant.

    /// <summary>Whether a job has the name, active or ended.</summary>
    public static async Task<bool> AreAsync(JobsClient client, string name, CancellationToken cancellationToken) =>
        (await client.QueryAsync(new JobQuery { Name = name, Limit = 1 }, cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>What to say of a name that no job has.</summary>
    public static async Task<string> UnknownAsync(JobsClient client, string name, CancellationToken cancellationToken) =>
        $"No job of this store has the name '{name}'; names are case-sensitive.{NearestWord.Question(name, await OthersAsync(client, name, cancellationToken).ConfigureAwait(false))} 'jobs list' shows those that are there.";

    /// <summary>What to say of a job that was stored unchecked as the first of its name, beside jobs of other names; otherwise null.</summary>
    public static async Task<string?> FirstOfItsNameAsync(JobsClient client, string name, JobId job, CancellationToken cancellationToken)
    {
        var alike = await client.QueryAsync(new JobQuery { Name = name, Limit = 2 }, cancellationToken).ConfigureAwait(false);
        if (alike.Any(j => j.Id != job)) return null;
        var others = await OthersAsync(client, name, cancellationToken).ConfigureAwait(false);
        if (others.Count == 0) return null;
        return $"This store had no job named '{name}' yet{(NearestWord.Find(name, others) is { } near ? $"; did you mean '{near}'? If so: jobs cancel {job}, and submit it again" : "")}.";
    }

    private static async Task<List<string>> OthersAsync(JobsClient client, string name, CancellationToken cancellationToken) =>
        [.. (await client.QueryAsync(new JobQuery { Limit = LookedAtMax }, cancellationToken).ConfigureAwait(false)).Select(j => j.Name).Where(n => n != name).Distinct().Order(StringComparer.Ordinal)];
}
