using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>The JSON of a <see cref="JobError"/>, as task results and history keep it.</summary>
internal static class StoredError
{
    public static byte[] Write(JobError error)
    {
        using var buffer = PayloadBuffer.Rent();
        var writer = buffer.Writer;
        writer.WriteStartObject();
        writer.WriteString("type"u8, error.Type);
        writer.WriteString("message"u8, error.Message);
        if (error.IsPermanent) writer.WriteBoolean("permanent"u8, true);
        if (error.Detail is not null) writer.WriteString("detail"u8, error.Detail);
        writer.WriteEndObject();
        return buffer.ToArray();
    }

    public static JobError Read(ReadOnlySpan<byte> json)
    {
        string type = "", message = "";
        string? detail = null;
        var permanent = false;
        var reader = JobJson.CreateReader(json);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("type"u8)) { reader.Read(); type = reader.GetString() ?? ""; }
                else if (reader.ValueTextEquals("message"u8)) { reader.Read(); message = reader.GetString() ?? ""; }
                else if (reader.ValueTextEquals("permanent"u8)) { reader.Read(); permanent = reader.GetBoolean(); }
                else if (reader.ValueTextEquals("detail"u8)) { reader.Read(); detail = reader.GetString(); }
                else { reader.Read(); reader.Skip(); }
            }
        }
        catch (Exception e) when (JobJson.IsReadFailure(e))
        {
            // An error that cannot be read is still an error: it must not hide that the work failed.
            return new JobError("UnreadableError", $"The stored error cannot be read: {e.Message}", IsPermanent: true);
        }

        return new JobError(type, message, permanent, detail);
    }
}
