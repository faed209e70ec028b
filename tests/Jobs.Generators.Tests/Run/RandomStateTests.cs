using System.Globalization;

namespace Jobs.Generators.Tests.Run;

/// <summary>Random states of the zoo's jobs are read back as they were. <c>JOBS_RANDOM_STATES</c> says how many; a few otherwise.</summary>
public class RandomStateTests
{
    private const int StatesByDefault = 3_000;

    [Fact]
    public void State_OfRandomValues_IsReadBackAsItWasWritten()
    {
        var states = int.TryParse(Environment.GetEnvironmentVariable("JOBS_RANDOM_STATES"), CultureInfo.InvariantCulture, out var asked) ? asked : StatesByDefault;
        for (var seed = 0; seed < states; seed++)
        {
            var row = seed % StateTypes.Rows.Count;
            var descriptor = RoundTripTests.Jobs.Descriptor($"job{row}");
            var job = RoundTripTests.Jobs.New($"Job{row}");
            new RandomState(seed).Fill(job);

            var state = Emitted.State(descriptor, job);
            var restored = Emitted.Restore(descriptor, "{}", state);

            Assert.True(Flat.Of(job) == Flat.Of(restored), $"seed {seed}, {StateTypes.Rows[row].Type}: {state}\n{Flat.Of(job)}\n{Flat.Of(restored)}");
        }
    }
}
