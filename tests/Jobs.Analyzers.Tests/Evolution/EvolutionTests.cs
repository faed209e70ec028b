using Jobs.Analyzers.Contract;
using Jobs.CompilerServices;
using Jobs.Generators.Tests.Run;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Evolution;

/// <summary>
/// Three generations of jobs, and the rows that each of them left behind. Whatever a later version of the generator makes of
/// these classes, it reads these rows.
/// </summary>
public sealed class EvolutionTests
{
    private static readonly GeneratorRun[] s_runs =
        [.. Enumerable.Range(0, 3).Select(g => GeneratorRun.Of(string.Concat(EvolvingJobs.All.Select(job => job.Generations[g].Source(job)))))];

    private static readonly Lazy<Emitted>[] s_assemblies = [.. s_runs.Select(run => new Lazy<Emitted>(() => new Emitted(run.CompilesWithoutWarnings().Load())))];

    public static TheoryData<string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var job in EvolvingJobs.All)
            {
                for (var generation = 0; generation < job.Generations.Length; generation++) rows.Add(job.Name, generation);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Generation_WritesItsGoldenRow(string name, int generation)
    {
        var job = JobOf(name);
        var row = GoldenRow.Of(DescriptorOf(job, generation), Make(job, generation));
        row.SaveIfNew(GoldenRow.NameOf(job, generation));

        Assert.Equal(GoldenRow.Load(GoldenRow.NameOf(job, generation)), row);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Generation_ReadsTheGoldenRowsOfAllBeforeIt(string name, int generation)
    {
        var job = JobOf(name);
        var reads = job.Generations[generation].Reads;

        Assert.Equal(generation + 1, reads.Length);
        Assert.Equal(reads, Enumerable.Range(0, generation + 1).Select(old => Show(GoldenRow.Load(GoldenRow.NameOf(job, old)).Restore(DescriptorOf(job, generation)))));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_ThatEachGenerationStoredAnew_IsReadAsIfTheLastHadReadItAtOnce(string name, int generation)
    {
        var job = JobOf(name);
        var row = GoldenRow.Load(GoldenRow.NameOf(job, 0));
        for (var g = 1; g <= generation; g++) row = GoldenRow.Of(DescriptorOf(job, g), row.Restore(DescriptorOf(job, g)));

        Assert.Equal(job.Generations[generation].Reads[0], Show(row.Restore(DescriptorOf(job, generation))));
    }

    [Fact]
    public void GoldenRows_AreOfTheJobs_AndNoOthers() =>
        Assert.Equal(
            EvolvingJobs.All.SelectMany(job => job.Generations.Select((_, g) => GoldenRow.NameOf(job, g))).Order(StringComparer.Ordinal),
            GoldenRow.Names.Order(StringComparer.Ordinal));

    /// <summary>The contract and the codecs agree: what is read right is not called a break.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    public void Contract_OfAnOlderGeneration_FindsNoBreakInALaterOne(int older, int later) =>
        Assert.Empty(ContractComparison.Compare(ShapeOf(older), ShapeOf(later), static _ => false));

    private static StoredShape ShapeOf(int generation) =>
        StoredShape.Of(ContractLines.Of(ParsedJob.AllOf(s_runs[generation].Output, CancellationToken.None).Select(job => job.Model!)));

    private static EvolvingJob JobOf(string name) => EvolvingJobs.All.Single(job => job.Name == name);

    private static JobDescriptor DescriptorOf(EvolvingJob job, int generation) =>
        s_assemblies[generation].Value.Descriptor(job.Generations[generation].StoredName ?? job.Name);

    private static object Make(EvolvingJob job, int generation) => s_assemblies[generation].Value.Invoke(job.Namespace + ".Evolving", "Make")!;

    private static string Show(object job) => (string)job.GetType().GetMethod("Show")!.Invoke(job, null)!;
}
