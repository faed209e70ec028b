using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Jobs.TestKit.Snapshots;

/// <summary>
/// Compares text with a verified file beside the test, in its <c>Snapshots</c> folder. Names and rules are Verify's, so that
/// moving there is a package reference: UTF-8 (without its byte order mark), LF, no newline at the end, and a failing twin
/// named <c>.received.</c>. With <c>JOBS_ACCEPT_SNAPSHOTS=1</c> what was received becomes verified, except on CI.
/// </summary>
public sealed partial class Snapshot
{
    private readonly string _directory;
    private readonly string _prefix;

    private readonly bool _accepts;

    private Snapshot(string directory, string prefix, bool accepts)
    {
        _directory = directory;
        _prefix = prefix;
        _accepts = accepts;
    }

    /// <summary>The snapshot of a test. The class is named by its file.</summary>
    /// <param name="callerFile">The test's file; given by the compiler.</param>
    /// <param name="callerMember">The test's method; given by the compiler.</param>
    public static Snapshot Of([CallerFilePath] string callerFile = "", [CallerMemberName] string callerMember = "") =>
        In(
            Path.Combine(Path.GetDirectoryName(SourcePath.Resolve(callerFile))!, "Snapshots"),
            $"{Path.GetFileNameWithoutExtension(callerFile)}.{callerMember}",
            Environment.GetEnvironmentVariable("JOBS_ACCEPT_SNAPSHOTS") == "1" && Environment.GetEnvironmentVariable("CI") != "true");

    /// <summary>The snapshot of one case of a theory.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Its value, as it appears in the file's name.</param>
    public Snapshot WithParameter(string name, object? value) =>
        new(_directory, $"{_prefix}_{name}={NotForFileNames().Replace($"{value}", "-")}", _accepts);

    /// <summary>The text equals <c>{Class}.{Method}.verified.{extension}</c>.</summary>
    public void Matches(string text, string extension = "txt") => Compare(FileFor(target: null, extension), text);

    /// <summary>
    /// Each generated source equals <c>{Class}.{Method}#{hint name without its last extension}.verified.cs</c>, and there is no
    /// verified file of this test for a source that is no longer generated.
    /// </summary>
    public void MatchesSources(IEnumerable<KeyValuePair<string, string>> textByHintName)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (hintName, text) in textByHintName)
        {
            var file = FileFor(Path.GetFileNameWithoutExtension(hintName), "cs");
            written.Add(file);
            Compare(file, $"//HintName: {hintName}\n{text}");
        }

        if (!Directory.Exists(_directory)) return;
        foreach (var stale in Directory.EnumerateFiles(_directory, $"{_prefix}#*.verified.cs").Where(file => !written.Contains(file)))
        {
            if (_accepts) File.Delete(stale);
            else Assert.Fail($"{stale} is verified, but this test generates no such source any more.");
        }
    }

    internal static Snapshot In(string directory, string prefix, bool accepts) => new(directory, prefix, accepts);

    private string FileFor(string? target, string extension) =>
        Path.Combine(_directory, $"{_prefix}{(target is null ? "" : $"#{NotForFileNames().Replace(target, "-")}")}.verified.{extension}");

    private void Compare(string verifiedFile, string text)
    {
        Assert.False(text.Contains('\r'), "Generated text has a carriage return; every newline is LF, on every machine.");
        var received = GeneratorVersion().Replace(text, "GeneratedCode(\"$1\", \"{Scrubbed}\")").TrimEnd('\n');
        var receivedFile = verifiedFile.Replace(".verified.", ".received.", StringComparison.Ordinal);
        var verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile) : null;
        if (verified == received)
        {
            File.Delete(receivedFile);
            return;
        }

        Directory.CreateDirectory(_directory);
        File.WriteAllText(_accepts ? verifiedFile : receivedFile, received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (_accepts) return;

        const string HowToAccept = "Read the .received. file beside it; if it is right, run the test again with JOBS_ACCEPT_SNAPSHOTS=1.";
        if (verified is null) Assert.Fail($"{verifiedFile} does not exist. {HowToAccept}\n{received}");
        Assert.Fail($"{verifiedFile} differs {FirstDifference(verified, received)}. {HowToAccept}");
    }

    private static string FirstDifference(string verified, string received)
    {
        if (verified.Contains('\r')) return "in its newlines: it has carriage returns";
        var (was, now) = (verified.Split('\n'), received.Split('\n'));
        var line = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"at line {line + 1}:\n  verified: {was.ElementAtOrDefault(line) ?? "(end)"}\n  received: {now.ElementAtOrDefault(line) ?? "(end)"}\n";
    }

    // A new version of the generator is not a change of what it generates.
    [GeneratedRegex("""GeneratedCode(?:Attribute)?\("([^"]+)", "[^"]*"\)""")]
    private static partial Regex GeneratorVersion();

    // Those of the strictest system, on every system: a snapshot taken on one must be found on the other.
    [GeneratedRegex("""[<>:"/\\|?*\x00-\x1F]""")]
    private static partial Regex NotForFileNames();
}
