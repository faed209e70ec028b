namespace Jobs.Cli.Commands;

/// <summary>A cancellation that was acknowledged and has not ended its job: no other command comes to anything any more.</summary>
internal static class PendingCancel
{
    /// <summary>What a command to such a job says beside a host that runs.</summary>
    public const string BesideHost = "is to be cancelled: its host is about to end it";

    /// <summary>What another command is to say of the job: null when it is not to be cancelled, or has ended.</summary>
    /// <param name="client">A client of its store.</param>
    /// <param name="id">The job.</param>
    /// <param name="besideHost">What to say while a host runs, which ends the job as soon as it can.</param>
    /// <param name="cancellationToken">Stops waiting for the host.</param>
    public static async Task<string?> ExplainAsync(JobsClient client, JobId id, string? besideHost, CancellationToken cancellationToken)
    {
        if (await client.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { IsCancelRequested: true } job || job.Status.IsTerminal()) return null;
        return await HasHostAsync(client, cancellationToken).ConfigureAwait(false)
            ? besideHost
            : "is to be cancelled: takes effect when a host starts";
    }

    private static async Task<bool> HasHostAsync(JobsClient client, CancellationToken cancellationToken) =>
        (await client.StatsAsync(cancellationToken).ConfigureAwait(false)).Owner is not null;
}
