using System.Text.Json;
using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Remote;

/// <summary>
/// Jobs that come as bytes. Each is made into an instance of its class, as an attempt would do it, and read again: what
/// could not be restored is refused here, with the same limits and words as a submit in this process.
/// </summary>
internal static class SubmitRequests
{
    /// <summary>Stores them; each is answered by the job that it came to.</summary>
    public static async Task<SubmitAtom[]> SubmitAsync(OwnerServer server, WireObject request, CancellationToken cancellationToken)
    {
        var jobs = request.Items("jobs");
        if (jobs.Count < 1 || jobs.Count > server.Limits.JobsPerSubmitMax)
        {
            throw new JobUsageException($"A submit has {jobs.Count} jobs; 1 to {server.Limits.JobsPerSubmitMax} are allowed.");
        }

        var engine = server.Engine;
        var options = WireJobs.ReadOptions(request.Object("options"));
        var atoms = new SubmitAtom[jobs.Count];
        for (var i = 0; i < atoms.Length; i++)
        {
            var job = WireObject.Parse(jobs[i]);
            options.IdempotencyToken = job.Text("token");
            var (descriptor, instance) = Restore(engine, job);
            atoms[i] = SubmitPreparation.Prepare(descriptor, instance, options, engine.Stamp());
        }

        await engine.SendAsync(atoms, options, cancellationToken).ConfigureAwait(false);
        return atoms;
    }

    /// <summary>What they came to: the jobs in their order, and of those which were there already, under a key or by the same token.</summary>
    public static void Write(Utf8JsonWriter json, SubmitAtom[] atoms, JobCatalog catalog)
    {
        var ids = Array.ConvertAll(atoms, a => SubmitPreparation.IdOf(a, catalog));
        WriteIds(json, "jobs", ids);
        WriteIds(json, "existing", atoms.Where(a => a is { Answer: AtomAnswer.Duplicate, IsByToken: false }).Select(a => a.ExistingId));
        WriteIds(json, "repeated", atoms.Where(a => a is { Answer: AtomAnswer.Duplicate, IsByToken: true }).Select(a => a.ExistingId));
    }

    private static void WriteIds(Utf8JsonWriter json, string member, IEnumerable<JobId> ids)
    {
        json.WriteStartArray(member);
        foreach (var id in ids) json.WriteNumberValue(id.Value);
        json.WriteEndArray();
    }

    private static (JobDescriptor Descriptor, object Job) Restore(JobEngine engine, WireObject job)
    {
        var name = job.Text("name") ?? throw new JobUsageException("A submit names no job.");
        var descriptor = engine.Catalog.Find(name) ?? throw new JobUsageException(
            $"No job '{name}' is known to the owner of this store.{NearestWord.Question(name, engine.Catalog.Descriptors.Select(d => d.Name).Order(StringComparer.Ordinal))} {Known(engine.Catalog)}");

        var input = job.Raw("input") ?? "{}"u8.ToArray();
        if (job.Raw("state") is not { } state)
        {
            try
            {
                var instance = descriptor.Restore(input.Span, [], descriptor.Version);
                InputMembers.RequireKnown(descriptor, instance, input);
                return (descriptor, instance);
            }
            catch (JobPayloadException e)
            {
                // Its words are those for a stored row; here somebody has just written it.
                throw new JobPayloadException($"The input does not fit job '{name}': {WhatIsWrong(e, descriptor, input)}", e);
            }
        }

        var restored = descriptor.Restore(input.Span, state.Span, (int)job.RequiredNumber("version"));
        if (job.Raw("journal") is { } journal) descriptor.ApplyJournals(restored, journal.Span, full: true);
        return (descriptor, restored);
    }

    private static string Known(JobCatalog catalog) => catalog.Descriptors.Count == 0
        ? "It knows none: call the Add…Jobs() of the jobs' assembly where that host is built."
        : $"Known are: {string.Join(", ", catalog.Descriptors.Select(d => d.Name).Order(StringComparer.Ordinal))}. Names are case-sensitive; a class that is missing comes with its assembly's Add…Jobs().";

    private static string WhatIsWrong(JobPayloadException failure, JobDescriptor descriptor, ReadOnlyMemory<byte> input)
    {
        if (failure is not { Member: { } member }) return failure.Message;
        if (failure.InnerException is { } cause) return $"at member '{member}': {cause.Message}.{Example([])}";
        if (!UnknownMembers.IsMissing(failure)) return failure.Message;
        var unknown = UnknownMembers.Find(descriptor, input);
        var given = unknown.Count == 0 ? InputMembers.Given(input) : $" Given {(unknown.Count == 1 ? "is" : "are")} {UnknownMembers.Names(unknown)}, which the class does not know. Names are case-sensitive.";
        return $"it has no member '{member}', which is required.{given}{Example(unknown)}";

        string Example(IReadOnlyList<string> left) => InputExample.Make(descriptor, input, left) is { } fits ? $" It takes, for example: {fits}" : "";
    }
}
