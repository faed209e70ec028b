using System.Globalization;
using System.Text.RegularExpressions;
using Jobs.Crash.Tests.Kit;

namespace Jobs.Integration.Tests.FileCopy;

/// <summary>One run of the sample to its end, and what its last line says.</summary>
internal sealed partial record CopyRun(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    public string LastLine => Lines.Count == 0 ? "" : Lines[^1];

    public long Files => Number("files");

    public long Bytes => Number("bytes");

    public long DoneBefore => Number("before");

    public long Failed => Number("failed");

    public static async Task<CopyRun> ToEndAsync(params string[] arguments)
    {
        using var process = ChildProcess.Start("FileCopy", arguments);
        return await ToEndAsync(process);
    }

    public static async Task<CopyRun> ToEndAsync(ChildProcess process)
    {
        var lines = new List<string>();
        while (await process.ReadLineAsync() is { } line) lines.Add(line);
        return new CopyRun(await process.ExitCodeAsync(), lines, await process.ErrorsAsync);
    }

    private long Number(string group)
    {
        var match = LastLineForm().Match(LastLine);
        Assert.True(match.Success, $"The last line is '{LastLine}'; errors: {Errors}");
        return long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^copied (?<files>\d+) files, (?<bytes>\d+) bytes in \d+\.\d+ s; (?<before>\d+) already done before this start; (?<failed>\d+) failed$")]
    private static partial Regex LastLineForm();
}
