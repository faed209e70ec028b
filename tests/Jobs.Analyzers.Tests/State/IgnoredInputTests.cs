using Jobs.Analyzers.State;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>(JOB2015)</summary>
public sealed class IgnoredInputTests
{
    private const string Culture = "System.Globalization.CultureInfo?";

    [Theory]
    [InlineData($"[JobIgnore] public {Culture} [|Culture|] {{ get; init; }}")]
    [InlineData($"[JobIgnore] public {Culture} [|Culture|] {{ get; set; }}")]
    [InlineData($"[JobIgnore] internal {Culture} [|Culture|] {{ get; set; }}")]
    [InlineData($"[JobIgnore] public {Culture} [|Culture|];")]
    [InlineData("[JobIgnore] public IMailer [|Mailer|] { get; set; } = null!;")]
    [InlineData($"[JobIgnore] public {Culture} [|Culture|] {{ get; set; }}", "Culture ??= System.Globalization.CultureInfo.InvariantCulture;")]
    [InlineData("[JobIgnore] public List<string> [|Names|] { get; set; } = [];", "Names.Add(\"a\");")]
    [InlineData("[JobIgnore] public int [|Rounds|] { get; set; }", "Rounds += 1;")]
    [InlineData("[JobIgnore] public IMailer [|Mailer|] { get; set; } = null!; public A(IMailer mailer) => Mailer = mailer; public A() { }")]
    public Task WhatTheSubmitterSets_Ignored_Triggers(string member, string statements = "") => Test(member, statements);

    [Theory]
    [InlineData($"[JobIgnore] private {Culture} Culture {{ get; set; }}")]
    [InlineData($"[JobIgnore] public {Culture} Culture {{ get; private set; }}")]
    [InlineData($"[JobIgnore] public {Culture} Culture {{ get; }}")]
    [InlineData($"[JobIgnore] private {Culture} _culture;")]
    [InlineData($"[JobIgnore] public readonly {Culture} Culture = null;")]
    [InlineData("[JobIgnore] public static int Count { get; set; }")]
    [InlineData("public string Culture { get; init; } = \"\";")]
    [InlineData($"[JobIgnore] public {Culture} Culture {{ get; set; }}", "Culture = System.Globalization.CultureInfo.InvariantCulture;")]
    public Task WhatTheAttemptMakesOrWhatIsStored_DoesNotTrigger(string member, string statements = "") => Test(member, statements);

    [Fact]
    public Task AnAccessorThatPassesTheValueOn_DoesNotTrigger() => Test(
        """
        public string Name { get; private set; } = "";
        [JobIgnore] public System.Globalization.CultureInfo Culture { get => System.Globalization.CultureInfo.GetCultureInfo(Name); init => Name = value.Name; }
        """);

    private static Task Test(string members, string statements = "") =>
        AnalyzerTest.Of<IgnoredInputAnalyzer>(JobSource.Of(statements + " await ctx.CheckpointAsync();", members)).RunAsync();
}
