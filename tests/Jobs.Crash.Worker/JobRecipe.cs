using System.Globalization;

namespace Jobs.Crash.Worker;

/// <summary>A job to submit, as both processes name it: kind, size and seed. The token makes submitting it again harmless.</summary>
internal sealed record JobRecipe(string Token, string Kind, int Count, int Seed)
{
    private static readonly RetryPolicy Quickly = new() { Delay = TimeSpan.FromMilliseconds(5), Jitter = 0 };

    /// <summary>Reads "token kind count seed".</summary>
    public static JobRecipe Parse(string text) => text.Split(' ') switch
    {
        [var token, var kind, var count, var seed] =>
            new(token, kind, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture)),
        _ => throw new FormatException(text),
    };

    public override string ToString() => $"{Token} {Kind} {Count} {Seed}";

    public async Task<JobHandle<long>> SubmitAsync(IJobClient client, Ledger ledger, JobPriority priority = JobPriority.Normal)
    {
        ledger.Write($"submitting {this}");
        var handle = await client.SubmitAsync(ToJob(), new() { IdempotencyToken = Token, Priority = priority, Retry = Kind == "flaky" ? Quickly : RetryPolicy.None });
        ledger.Write($"submitted {Token} {handle.Id}");
        return handle;
    }

    /// <summary>The job itself.</summary>
    public IJob<long> ToJob() => Kind switch
    {
        "sum" => new SumJob { Count = Count, Seed = Seed },
        "family" => new FamilyJob { Count = Count, Seed = Seed },
        "flaky" => new FlakyJob { Count = Count },
        _ => throw new FormatException($"There is no job '{Kind}'."),
    };
}
