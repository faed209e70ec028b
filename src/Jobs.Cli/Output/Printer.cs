using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Cli.Output;

/// <summary>Prints what a command has to say: a line or a table for a person, one JSON object for a program.</summary>
internal sealed class Printer(TextWriter output, TextWriter errors, bool isJson)
{
    /// <summary>Whether a program reads it.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether a person sees it as it comes, so that a line may be drawn over.</summary>
    public bool IsTerminal => !isJson && ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Columns of the terminal; unbounded where there is none.</summary>
    public int Width => IsTerminal && Console.WindowWidth > 20 ? Console.WindowWidth : int.MaxValue;

    /// <summary>A line for a person.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>A part of a line, for a person.</summary>
    public void Part(string text)
    {
        output.Write(text);
        output.Flush();
    }

    /// <summary>A remark that is no answer.</summary>
    public void Remark(string text) => errors.WriteLine(text);

    /// <summary>One JSON object on a line of its own.</summary>
    public void Json(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JobJson.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        output.Flush();
    }
}
