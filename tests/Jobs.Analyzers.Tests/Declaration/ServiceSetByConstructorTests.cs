using Jobs.Analyzers.Declaration;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Declaration;

/// <summary>(JOB1016)</summary>
public sealed class ServiceSetByConstructorTests
{
    [Theory]
    [InlineData("await ctx.CheckpointAsync();", "[JobIgnore] private readonly IMailer [|_mailer|]; public A(IMailer mailer) { _mailer = mailer; }")]
    [InlineData("await ctx.CheckpointAsync();", "[JobIgnore] private IMailer [|Mailer|] { get; } public A(IMailer mailer) => Mailer = mailer;")]
    [InlineData("await ctx.CheckpointAsync();", "[JobIgnore] private IMailer [|_mailer|] = null!; public A(IMailer mailer) => _mailer = mailer;")]
    public Task SetByAConstructorOnly_Triggers(string statements, string members = "") => AnalyzerTest.Of<ServiceSetByConstructorAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("_mailer = mailer; await ctx.CheckpointAsync();", "[JobIgnore] private IMailer _mailer = null!; public A(IMailer mailer) => _mailer = mailer; public A() { }", ", IMailer mailer")]
    [InlineData("await ctx.CheckpointAsync();", "[JobIgnore] private readonly List<int> _scratch = new(); public A() { _scratch = []; }")]
    [InlineData("await ctx.CheckpointAsync();", "private readonly string _folder; public A(string folder) => _folder = folder;")]
    [InlineData("await ctx.CheckpointAsync();", "[JobIgnore] private IMailer? _mailer;")]
    public Task SetByTheAttemptOrStored_DoesNotTrigger(string statements, string members = "", string services = "") => AnalyzerTest.Of<ServiceSetByConstructorAnalyzer>(JobSource.Of(statements, members, services)).RunAsync();
}
