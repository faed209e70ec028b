using Microsoft.Extensions.Logging;

namespace Jobs.Crash.Worker;

/// <summary>Tells what the host logs, a line for each message.</summary>
internal sealed class LedgerLogs(Ledger ledger) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        ledger.Write($"log {eventId.Name} {formatter(state, exception)}".ReplaceLineEndings(" "));

    public void Dispose()
    {
    }
}
