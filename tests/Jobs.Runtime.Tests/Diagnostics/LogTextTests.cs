using Jobs.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Jobs.Runtime.Tests.Diagnostics;

/// <summary>What a job is called or says stays inside its log line.</summary>
public sealed class LogTextTests
{
    private const string Hostile = "red\u001b[31m\r\nfail: a line of its own\u0085\u2028";

    [Fact]
    public void OneLine_OfAnHonestText_IsThatText() => Assert.Same("naïve – 日本", LogText.OneLine("naïve – 日本"));

    [Fact]
    public void LogLines_WithTextsOfUsers_HaveNoControlCharacters()
    {
        var logger = new Lines();
        logger.JobParked(new JobId(1), Hostile, Hostile);
        logger.JobRetrying(new JobId(1), Hostile, 1, default, Hostile);
        logger.JobEndedBadly(new JobId(1), Hostile, JobStatus.Failed, Hostile);
        logger.TaskRetrying(Hostile, new JobId(1), Hostile, 1, default, Hostile);
        logger.AttemptAbandoned(new JobId(1), Hostile, Interruption.Cancel, 1);
        logger.TasksAbandoned(new JobId(1), Hostile, 1);
        logger.AttemptStale(new JobId(1), Hostile);
        logger.RemoteFault(Hostile);
        Assert.Equal(8, logger.Texts.Count);
        Assert.All(logger.Texts, text =>
        {
            Assert.Contains("a line of its own", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, c => char.IsControl(c) || c == '\u2028');
        });
    }

    [Fact]
    public void LogLines_OfJobsThatDoNotGoOn_SayWhatToType_BehindASentenceThatIsEndedOnce()
    {
        var logger = new Lines();
        logger.JobParked(new JobId(7), "copy", "No class.");
        logger.JobEndedBadly(new JobId(7), "copy", JobStatus.Quarantined, "Nothing else ran.");
        Assert.Equal(
            [
                "Job 7 (copy) cannot run here and waits: No class. (if it is not to run: jobs cancel 7)",
                "Job 7 (copy) ended as Quarantined: Nothing else ran. (to run it again: jobs retry 7)",
            ],
            logger.Texts);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Texts { get; } = [];

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Texts.Add(formatter(state, exception));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
