using System.Diagnostics;
using Jobs.Sqlite;

namespace Jobs.Crash.Worker;

/// <summary>
/// Where the process ends itself with SIGKILL. A point is the beginning of a statement's text; "after" before it means once
/// the statement has had its effect, "soon after" a moment later, when its acknowledgement is on its way; "line" means
/// instead of telling the parent a line that begins so, which the client's call or subscription has just brought.
/// </summary>
/// <param name="point">The point.</param>
/// <param name="hits">At which time it is reached.</param>
/// <param name="ledger">Tells that it was reached.</param>
internal sealed class KillPoint(string point, int hits, Ledger ledger) : ISqliteFailpoint
{
    private const string AfterPrefix = "after ";
    private const string SoonPrefix = "soon after ";
    private const string LinePrefix = "line ";
    private const int SoonMicrosecondsMax = 400;

    private int _left = hits; // Interlocked: statements come from the writer and the reader, lines from anywhere.

    public void Before(SqliteDatabase database, string sql)
    {
        if (sql.StartsWith(point, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0) Kill();
    }

    public void After(SqliteDatabase database, string sql)
    {
        if (Is(AfterPrefix, sql) && Interlocked.Decrement(ref _left) == 0) Kill();
        if (Is(SoonPrefix, sql) && Interlocked.Decrement(ref _left) == 0) KillSoon();
    }

    public void BeforeLine(string line)
    {
        if (Is(LinePrefix, line) && Interlocked.Decrement(ref _left) == 0) Kill();
    }

    private bool Is(string prefix, string text) =>
        point.StartsWith(prefix, StringComparison.Ordinal) && text.AsSpan().StartsWith(point.AsSpan(prefix.Length), StringComparison.Ordinal);

    // Spins, so that it is soon indeed; the writer goes on meanwhile.
    private void KillSoon()
    {
        var until = Stopwatch.GetTimestamp() + Random.Shared.Next(SoonMicrosecondsMax) * Stopwatch.Frequency / 1_000_000;
        new Thread(() =>
        {
            while (Stopwatch.GetTimestamp() < until) Thread.SpinWait(10);
            Kill();
        }).Start();
    }

    private void Kill()
    {
        ledger.WriteLast("killing");
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite); // The signal is on its way.
    }
}
