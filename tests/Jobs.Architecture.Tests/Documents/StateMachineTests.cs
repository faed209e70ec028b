using Jobs.Architecture.Tests.Sources;
using Jobs.Store;

namespace Jobs.Architecture.Tests.Documents;

public class StateMachineTests
{
    private static readonly string Page = Repository.Read(StateMachinePage.Path);

    private static readonly IReadOnlyList<string> Code =
        [.. JobTransitions.All.Select(edge => $"{edge.From?.ToString() ?? "[*]"} --> {edge.To} : {edge.Cause}")];

    [Fact]
    public void Table_OfTheStateMachinePage_IsTheOneInCode() => Assert.Equal(Code, StateMachinePage.Table(Page));

    [Fact]
    public void Diagram_OfTheStateMachinePage_IsTheOneInCode() =>
        Assert.Equal(Code.Order(StringComparer.Ordinal), StateMachinePage.Diagram(Page).Order(StringComparer.Ordinal));

    [Fact]
    public void Edge_OfTheCode_NeverLeavesAnEnd() =>
        Assert.Empty(JobTransitions.All.Where(edge => edge.From?.IsTerminal() ?? false));

    [Fact]
    public void Edge_OfTheCode_IsThereOnce() => Assert.Equal(JobTransitions.All.Distinct(), JobTransitions.All);

    [Fact]
    public void Status_ThatAnEdgeLeadsTo_LeadsToAnEnd()
    {
        var alive = JobTransitions.All.Select(edge => edge.To).Where(status => !status.IsTerminal()).Distinct();
        Assert.Empty(alive.Where(status => !JobTransitions.All.Any(edge => edge.From == status && edge.To != status)));
    }

    [Fact]
    public void IsLegal_OfEveryPairOfStatuses_IsWhatTheTableSays()
    {
        foreach (var from in Enum.GetValues<JobStatus>().Cast<JobStatus?>().Append(null))
        {
            foreach (var to in Enum.GetValues<JobStatus>())
            {
                Assert.Equal(JobTransitions.All.Any(edge => edge.From == from && edge.To == to), JobTransitions.IsLegal(from, to));
            }
        }
    }

    [Fact]
    public void Page_OfAnotherEdge_IsCaught()
    {
        const string Other = """
            ```mermaid
            stateDiagram-v2
                [*] --> Ready : Submit
                Completed --> [*]
            ```
            | from | to | cause | how |
            | --- | --- | --- | --- |
            | `[*]` | `Ready` | Submit | a client submits |
            | `Ready` | `Completed` | Return | never so |
            """;
        Assert.Equal(["[*] --> Ready : Submit"], StateMachinePage.Diagram(Other));
        Assert.Equal(["[*] --> Ready : Submit", "Ready --> Completed : Return"], StateMachinePage.Table(Other));
    }
}
