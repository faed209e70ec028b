using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Cli.Output;

/// <summary>Prints what a command has to say: a line or a table for a person, one JSON object for a program.</summary>
/// <param name="output">Answers.</param>
/// <param name="errors">Remarks.</param>
/// <param name="isJson">Whether a program reads the answers.</param>
/// <param name="columns">How wide the terminal is that shows them, or null when it is none.</param>
internal sealed class Printer(TextWriter output, TextWriter errors, bool isJson, int? columns)
{
    private const int NarrowMax = 20; // Nothing can be drawn in so little; a terminal that says 0 does not know.

    /// <summary>Whether a program reads it.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether a person sees it as it comes, so that a line may be drawn over.</summary>
    public bool IsTerminal => !isJson && columns is not null;

    /// <summary>Columns of the terminal; unbounded where there is none, or one that does not know its width.</summary>
    public int Width => IsTerminal && columns > NarrowMax ? columns.Value : int.MaxValue;

    /// <summary>The columns of the terminal that standard output is, or null when it is none.</summary>
    public static int? ColumnsOf(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb" ? Console.WindowWidth : null;

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
