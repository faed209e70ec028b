using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3015)</summary>
public sealed class TokenNotPassedOnTests
{
    [Theory]
    [InlineData("await [|File.ReadAllTextAsync(\"x\")|];")]
    [InlineData("await [|Task.Delay(1)|];")]
    [InlineData("await [|mailer.SendAsync(\"x\")|];", "", ", IMailer mailer")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static async Task Go(string p, TaskContext task) => await [|File.ReadAllTextAsync(p)|];")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static async Task Go(string p, CancellationToken ct) => await [|File.ReadAllTextAsync(p)|];")]
    [InlineData("await Read(ctx);", "private static async Task Read(Context c) => await [|File.ReadAllTextAsync(\"x\")|];")]
    public Task ACallWithoutTheToken_Triggers(string statements, string members = "", string services = "") => AnalyzerTest.Of<TokenNotPassedOnAnalyzer>(JobSource.Of(statements, members, services)).RunAsync();

    [Theory]
    [InlineData("await File.ReadAllTextAsync(\"x\", ctx.CancellationToken);")]
    [InlineData("await File.ReadAllTextAsync(\"x\", CancellationToken.None);")]
    [InlineData("await ctx.CheckpointAsync(); await Task.Yield();")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(\"a\");")]
    [InlineData("try { await ctx.CheckpointAsync(); } finally { await Task.Delay(1); }")]
    [InlineData("await Read();", "private static async Task Read() => await File.ReadAllTextAsync(\"x\");")]
    [InlineData("await Task.WhenAll(Task.CompletedTask);")]
    [InlineData("var h = await ctx.SubmitAsync((IJob<int>)null!, \"k\"); await h.ResultAsync();")]
    public Task PassedOnOrNoneThere_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<TokenNotPassedOnAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Fact]
    public Task Message_NamesTheToken() => AnalyzerTest.Of<TokenNotPassedOnAnalyzer>(JobSource.Of("await {|#0:Task.Delay(1)|};"))
        .Message(0, "'Delay' would take a token and is given none, so a cancel, a timeout or a stop of the host waits for it; pass 'ctx.CancellationToken'").RunAsync();
}
