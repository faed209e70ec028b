using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs submit: a job by its stored name, its input as JSON.</summary>
internal static class SubmitCommand
{
    public static Command Create(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "The job's stored name." };
        var input = new Option<string>("--input", "-i") { Description = "The input members as a JSON object; @file reads a file, - standard input.", DefaultValueFactory = _ => "{}", HelpName = "json" };
        var priority = WordOption.Create<JobPriority>("--priority", "priority", "Its head start");
        var key = new Option<string?>("--key") { Description = "Unique among the active jobs of this name: submitting it again returns the one that is there." };
        var token = new Option<string?>("--token") { Description = "Makes a repeated submit harmless: a token seen before returns the job that it made." };
        var due = new Option<string?>("--due") { Description = "Not before this time, such as 2026-05-04T03:00Z, or +90m from now (s, m, h, d).", HelpName = "time" };
        var attempts = new Option<int?>("--attempts") { Description = "How many attempts it has, 1 to 1000.", CustomParser = result => NumberOption.Within("--attempts", 1, 1000)(result) };
        var timeout = new Option<string?>("--timeout") { Description = "The longest one attempt may take, such as 90s or 2h.", HelpName = "time" };
        var tag = TagOption.Create("A word to find it by; may be given again.");
        var follow = new Option<bool>("--follow", "-f") { Description = "Then follow it to its end." };
        var command = new Command("submit", "Submits a job by its stored name.") { name, input, priority, key, token, due, attempts, timeout, tag, follow };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            await using var client = shared.ClientOf(parsed);
            var options = new SubmitOptions
            {
                Priority = parsed.GetValue(priority),
                Key = parsed.GetValue(key),
                IdempotencyToken = parsed.GetValue(token),
                DueAt = parsed.GetValue(due) is { } at ? ReadDue(at) : null,
                Retry = parsed.GetValue(attempts) is { } max ? new RetryPolicy { MaxAttempts = max } : null,
                Timeout = parsed.GetValue(timeout) is { } longest ? ReadTimeout(longest) : null,
            };
            foreach (var (tagName, value) in TagOption.Read(parsed.GetValue(tag))) options.Tags[tagName] = value;
            var json = await ReadInputAsync(parsed.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            var submit = await SubmitAsync(client, parsed.GetValue(name)!, json, options, parsed.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            Print(printer, submit);
            if (submit is { IsChecked: false, WasThere: false } && !printer.IsJson && await StoredNames.FirstOfItsNameAsync(client, parsed.GetValue(name)!, submit.Handle.Id, cancellationToken).ConfigureAwait(false) is { } first) printer.Remark(first);
            return parsed.GetValue(follow)
                ? await TailCommand.FollowAsync(client, submit.Handle.Id, printer, cancellationToken).ConfigureAwait(false)
                : ExitCodes.Done;
        });
        return command;
    }

    private static async ValueTask<NamedSubmit> SubmitAsync(JobsClient client, string name, string json, SubmitOptions options, string input, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SubmitByNameAsync(name, json, options, cancellationToken).ConfigureAwait(false);
        }
        catch (JobPayloadException wrong) when (ReferenceEquals(json, input) && !IsJson(json))
        {
            // Most often it was JSON until the shell had it.
            throw new JobPayloadException($"{wrong.Message.TrimEnd('.')}. A shell takes double quotes away: put the whole in single quotes, --input '{{\"Name\": \"value\"}}', or in a file, --input @input.json", wrong);
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Print(Printer printer, NamedSubmit submit)
    {
        if (printer.IsJson)
        {
            printer.Json(j =>
            {
                j.WriteString("id"u8, submit.Handle.Id.ToString());
                j.WriteBoolean("checked"u8, submit.IsChecked);
                j.WriteBoolean("wasThere"u8, submit.WasThere);
            });
            return;
        }

        printer.Line(submit.Handle.Id.ToString());
        if (submit.WasThere) printer.Remark("Nothing was submitted: this job was there already, active under that key or made with that token.");
        else if (!submit.IsChecked) printer.Remark("No host runs: the job is stored as it is, and its input is checked when a host starts it.");
    }

    private static async Task<string> ReadInputAsync(string input, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(input)) throw new JobUsageException("--input is empty. Give it a JSON object, as in --input '{\"Name\": \"value\"}', or leave it out: then it is {}.");
        if (LooksLikeAFile(input)) throw new JobUsageException($"The input '{input}' is no JSON object, and looks like the path of a file. To read that: --input @{input}");
        try
        {
            return input switch
            {
                "-" => await Console.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false),
                ['@', .. var file] => await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false),
                _ => input,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new JobUsageException($"The input '{input}' cannot be read: {failure.Message.TrimEnd('.')}. Give --input a JSON object, @ and the path of a file with one, or - for standard input.", failure);
        }
    }

    private static bool LooksLikeAFile(string input) =>
        input is not ("-" or ['@' or '{' or '[' or '"', ..]) && !IsJson(input) && (File.Exists(input) || Path.GetExtension(input) is ['.', >= 'A' and <= 'z', ..]);

    private static DateTimeOffset ReadDue(string text)
    {
        if (text.StartsWith('+') && TryReadSpan(text[1..], out var span)) return TimeProvider.System.GetUtcNow() + span;
        return !text.StartsWith('+') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)
            ? time
            : throw new FormatException($"--due takes a time such as 2026-05-04T03:00Z, or +90m from now (s, m, h, d), not '{text}'. 'jobs submit --help' tells what it takes.");
    }

    private static TimeSpan ReadTimeout(string text) => TryReadSpan(text, out var span)
        ? span
        : throw new FormatException($"--timeout takes a number and s, m, h or d, such as 90s or 2h, not '{text}'. 'jobs submit --help' tells what it takes.");

    private static bool TryReadSpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000)
        {
            TimeSpan? read = text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => null,
            };
            span = read.GetValueOrDefault();
            return read is not null;
        }

        return false;
    }
}
