namespace Jobs.Cli.Output;

/// <summary>How an error is told: its message names the remedy; a program gets it as JSON.</summary>
internal static class ErrorText
{
    public static async Task WriteAsync(bool isJson, Exception failure, TextWriter output, TextWriter errors)
    {
        if (!isJson)
        {
            await errors.WriteLineAsync($"jobs: {failure.Message}").ConfigureAwait(false);
            return;
        }

        new Printer(output, errors, isJson, columns: null).Json(json =>
        {
            json.WriteStartObject("error"u8);
            json.WriteString("type"u8, failure is JobStoreException store ? store.Fault.ToString() : failure.GetType().Name.Replace("Exception", "", StringComparison.Ordinal));
            json.WriteString("message"u8, failure.Message);
            json.WriteEndObject();
        });
    }
}
