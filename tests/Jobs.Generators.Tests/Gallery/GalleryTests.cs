using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;
using Jobs.Generators.Tests.Run;

namespace Jobs.Generators.Tests.Gallery;

/// <summary>What one generation of a hundred classes stored, it and the next ones read. JOBS_RANDOM_STATES sets how many states each class is tried with.</summary>
public class GalleryTests
{
    private static readonly int s_states = int.TryParse(Environment.GetEnvironmentVariable("JOBS_RANDOM_STATES"), out var states) ? states : 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomState_OfEachClass_IsReadBackAsItWasWritten(int number)
    {
        var generation = Generation.Of(number);
        Assert.Equal(100, generation.Classes.Count);
        foreach (var descriptor in generation.Classes)
        {
            for (var seed = 0; seed < s_states; seed++)
            {
                var job = New(descriptor, seed);
                var stored = Stored.Of(descriptor, job);
                var restored = stored.RestoreAs(descriptor);
                Assert.True(Flat.Of(job) == Flat.Of(restored), $"{descriptor.Name}, seed {seed}:\n{stored}\n{Flat.Of(job)}\n{Flat.Of(restored)}");
            }
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(1, 3)]
    public void RandomState_OfAnOlderClass_IsReadByTheNewer_WithNothingLost(int from, int to)
    {
        var (older, newer) = (Generation.Of(from), Generation.Of(to));
        var comparison = new StoredJson(older.Assembly, newer.Assembly);
        foreach (var descriptor in older.Classes)
        {
            var successor = newer.Descriptors[descriptor.Name];
            for (var seed = 0; seed < s_states; seed++)
            {
                var stored = Stored.Of(descriptor, New(descriptor, seed));
                var restored = Stored.Of(successor, stored.RestoreAs(successor));
                foreach (var (now, before) in restored.Parts.Zip(stored.Parts))
                {
                    using var parsedNow = JsonDocument.Parse(now);
                    using var parsedBefore = JsonDocument.Parse(before);
                    var difference = comparison.Difference(parsedNow.RootElement, parsedBefore.RootElement, descriptor.Name);
                    Assert.True(difference is null, $"seed {seed}: {difference}\n{before}\n{now}");
                }
            }
        }
    }

    private static object New(JobDescriptor descriptor, int seed) =>
        new RandomState(seed, namedOnly: true).Fill(Activator.CreateInstance(descriptor.JobType, nonPublic: true)!);

    /// <summary>The three parts of a job that a store keeps.</summary>
    private sealed record Stored(string Input, string State, string Journals)
    {
        public string[] Parts => [Input, State, Journals];

        public static Stored Of(JobDescriptor descriptor, object job) => new(
            Emitted.Input(descriptor, job), Emitted.State(descriptor, job), descriptor.HasJournals ? Emitted.Journals(descriptor, job, full: true) : "{}");

        public object RestoreAs(JobDescriptor descriptor)
        {
            var job = Emitted.Restore(descriptor, Input, State);
            if (descriptor.HasJournals) descriptor.ApplyJournals(job, Encoding.UTF8.GetBytes(Journals), full: true);
            return job;
        }
    }
}
