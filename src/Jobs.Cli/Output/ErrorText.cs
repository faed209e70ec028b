namespace Jobs.Cli.Output;

/// <summary>How an error is told: its message names the remedy; a program gets it as JSON.</summary>
internal static class ErrorText
{
    /// <param name="isJson">For a program.</param>
    /// <param name="failure">What it is.</param>
    /// <param name="text">What to say of it, or null for its message.</param>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="errors">Takes the line.</param>
    public static async Task WriteAsync(bool isJson, Exception failure, string? text, TextWriter output, TextWriter errors)
    {
        if (!isJson)
        {
            await errors.WriteLineAsync($"jobs: {text ?? failure.Message}").ConfigureAwait(false);
            return;
        }

        new Printer(output, errors, isJson, columns: null).Json(json =>
        {
            json.WriteStartObject("error"u8);
            json.WriteString("type"u8, failure is JobStoreException store ? store.Fault.ToString() : failure.GetType().Name.Replace("Exception", "", StringComparison.Ordinal));
            json.WriteString("message"u8, text ?? failure.Message);
            json.WriteEndObject();
        });
    }
}
