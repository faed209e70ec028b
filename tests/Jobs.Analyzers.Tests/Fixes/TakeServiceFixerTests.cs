using Jobs.Analyzers.Declaration;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class TakeServiceFixerTests
{
    private const string Services = "public interface IMailer; public interface IClock;";

    [Fact]
    public Task Services_MoveToRunAsync() => CodeFixTest.Of<ServiceSetByConstructorAnalyzer, TakeServiceFixer>(
        """
        [Job("a")]
        public partial class A
        {
            [JobIgnore] private readonly IMailer [|_mailer|];
            [JobIgnore] private readonly IClock [|_clock|];

            public A(IMailer mailer, IClock clock)
            {
                _mailer = mailer ?? throw new ArgumentNullException(nameof(mailer));
                _clock = clock;
            }

            private async Task RunAsync(Context ctx)
            {
                await ctx.CheckpointAsync();
            }
        }
        """, Services).GivesAsync(
        """
        [Job("a")]
        public partial class A
        {
            [JobIgnore] private IMailer _mailer = null!;
            [JobIgnore] private IClock _clock = null!;

            private async Task RunAsync(Context ctx, IMailer mailer, IClock clock)
            {
                _mailer = mailer;
                _clock = clock;
                await ctx.CheckpointAsync();
            }
        }
        """, Services);

    [Theory]
    [InlineData("Context ctx, CancellationToken ct = default", "Context ctx, IMailer mailer, CancellationToken ct = default")]
    [InlineData("Context ctx, System.Threading.CancellationToken ct", "Context ctx, IMailer mailer, System.Threading.CancellationToken ct")]
    [InlineData("Context ctx, IClock clock, CancellationToken ct", "Context ctx, IClock clock, IMailer mailer, CancellationToken ct")]
    [InlineData("Context ctx, IClock? clock = null", "Context ctx, IMailer mailer, IClock? clock = null")]
    public Task OfAConstructorThatIsAnExpression_TheServiceMovesBeforeTheToken(string before, string after) => CodeFixTest.Of<ServiceSetByConstructorAnalyzer, TakeServiceFixer>(
        $$"""
        [Job("a")]
        public partial class A
        {
            [JobIgnore] private readonly IMailer [|_mailer|];

            public A(IMailer mailer) => _mailer = mailer;

            private async Task RunAsync({{before}})
            {
                await ctx.CheckpointAsync();
            }
        }
        """, Services).GivesAsync(
        $$"""
        [Job("a")]
        public partial class A
        {
            [JobIgnore] private IMailer _mailer = null!;

            private async Task RunAsync({{after}})
            {
                _mailer = mailer;
                await ctx.CheckpointAsync();
            }
        }
        """, Services);

    [Fact]
    public Task OfAConstructorThatIsAnExpression_OtherParametersStay() => CodeFixTest.Of<ServiceSetByConstructorAnalyzer, TakeServiceFixer>(
        """
        [Job("a")]
        public partial class A
        {
            [JobIgnore] private readonly IMailer [|_mailer|];

            public A(IMailer mailer, IClock clock) => _mailer = mailer;

            private async Task RunAsync(Context ctx)
            {
                await ctx.CheckpointAsync();
            }
        }
        """, Services).GivesAsync(
        """
        [Job("a")]
        public partial class A
        {
            [JobIgnore] private IMailer _mailer = null!;

            public A(IClock clock)
            {
            }

            private async Task RunAsync(Context ctx, IMailer mailer)
            {
                _mailer = mailer;
                await ctx.CheckpointAsync();
            }
        }
        """, Services);

    [Theory]
    [InlineData("_mailer = mailer; mailer.ToString();", "")]
    [InlineData("_mailer = mailer;", "public static A Make(IMailer mailer) => new(mailer) { };")]
    public Task WhereMoreIsDoneWithIt_OffersNothing(string statements, string member) => CodeFixTest.Of<ServiceSetByConstructorAnalyzer, TakeServiceFixer>(
        $$"""
        [Job("a")]
        public partial class A
        {
            [JobIgnore] private readonly IMailer [|_mailer|];
            public A(IMailer mailer) { {{statements}} }
            private async Task RunAsync(Context ctx) { await ctx.CheckpointAsync(); }
            {{member}}
        }
        """, Services).OffersNothingAsync();
}
