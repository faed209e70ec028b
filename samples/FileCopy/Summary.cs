using System.Globalization;

namespace FileCopy;

/// <summary>What is printed at the end. The last line is read by programs: its form is fixed.</summary>
internal sealed class Summary(CopyReport report, CopyMonitor monitor, CopySettings settings)
{
    public async Task WriteAsync(TextWriter output)
    {
        foreach (var failure in report.Failures) await output.WriteLineAsync(Printable.Text($"failed: {failure.Path}: {failure.Message}"));
        if (report.Failed > report.Failures.Length) await output.WriteLineAsync($"failed: {report.Failed - report.Failures.Length} more");
        if (settings.TaskLog is not null) await output.WriteLineAsync($"peak concurrency: {monitor.Peak}");

        // What this start did not copy was there before it: copied by an earlier start, or found equal.
        var doneBefore = Math.Max(0, report.Files - monitor.Copied);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"copied {report.Files} files, {report.Bytes} bytes in {report.Worked.TotalSeconds:0.000} s; {doneBefore} already done before this start; {report.Failed} failed"));
    }
}
