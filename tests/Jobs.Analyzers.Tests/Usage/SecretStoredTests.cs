using Jobs.Analyzers.Usage;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4008)</summary>
public sealed class SecretStoredTests
{
    [Theory]
    [InlineData("await ctx.CheckpointAsync();", "public required string [|SmtpPassword|] { get; init; }")]
    [InlineData("await ctx.CheckpointAsync();", "private string? [|_apiKey|];")]
    [InlineData("await ctx.CheckpointAsync();", "public required byte[] [|EncryptionKey|] { get; init; }")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static void Login(string user, string [|password|]) { }")]
    [InlineData("await ctx.CheckpointAsync();", "public required string [|Token|] { get; init; }")]
    public Task NamedLikeASecret_Triggers(string statements, string members = "") => AnalyzerTest.Of<SecretStoredAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("await ctx.CheckpointAsync();", "public required string SecretName { get; init; }")]
    [InlineData("await ctx.CheckpointAsync();", "public required int PasswordLength { get; init; }")]
    [InlineData("await ctx.CheckpointAsync();", "[JobIgnore] private string? _password;")]
    [InlineData("await ctx.CheckpointAsync();", "public string? ContinuationToken { get; init; }")]
    [InlineData("await ctx.CheckpointAsync();", "private const string Password = \"x\";")]
    [InlineData("await ctx.CheckpointAsync();", "public required bool HasPassword { get; init; }")]
    public Task NotASecretOrNotStored_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<SecretStoredAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
