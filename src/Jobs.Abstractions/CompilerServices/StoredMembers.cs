using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>
/// The members of a row of an older version, by name, while upgrades turn them into those of the current one. Values stay
/// the bytes that were stored until an upgrade takes them, so that what no upgrade names goes on untouched. Not thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StoredMembers
{
    private readonly string _job;
    private readonly int _version;
    private readonly List<(string Name, byte[] Json)> _members = []; // Each name once.
    private int _from;

    /// <summary>Splits a stored row. A member that input and state both have is the state's.</summary>
    /// <exception cref="JobPayloadException">It is not two JSON objects.</exception>
    public StoredMembers(string job, int version, ReadOnlySpan<byte> input, ReadOnlySpan<byte> state)
    {
        _job = job;
        _version = version;
        try
        {
            Add(input);
            if (!state.IsEmpty) Add(state);
        }
        catch (Exception e) when (JobJson.IsReadFailure(e))
        {
            throw JobJson.Unreadable(job, version, null, e);
        }
    }

    /// <summary>Runs the upgrade of one version.</summary>
    /// <exception cref="JobPayloadException">It, or the author's method, failed. The message names job, version and member.</exception>
    public void Upgrade(int from, Action<StoredMembers> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _from = from;
        try
        {
            step(this);
        }
        catch (Exception e) when (JobJson.IsReadFailure(e))
        {
            throw new JobPayloadException(
                $"Job '{_job}', stored by version {_version}, cannot be read: its upgrade from version {from} threw {e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <summary>The value of a member that must be there.</summary>
    /// <exception cref="JobPayloadException">It is missing, or is not what its parameter holds.</exception>
    public T Take<T>(string name, JsonValueReader<T> read) =>
        Find(name) is { } json
            ? Read(name, json, read)
            : throw new JobPayloadException(
                $"Job '{_job}', stored by version {_version}, has no '{name}', which its upgrade from version {_from} takes. " +
                "Name the parameter as the member was stored, or give it a default.") { Member = name };

    /// <summary>The value of a member, or a fallback when it is missing.</summary>
    /// <exception cref="JobPayloadException">It is not what its parameter holds.</exception>
    public T TakeOr<T>(string name, JsonValueReader<T> read, T fallback) => Find(name) is { } json ? Read(name, json, read) : fallback;

    /// <summary>Replaces or adds a member.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="write">Writes the value.</param>
    /// <param name="formerNames">Other names under which the row may have it: they would be read as a second value.</param>
    public void Put<T>(string name, T value, JsonValueWriter<T> write, params string[] formerNames)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions)) write(writer, value);

        _members.RemoveAll(member => member.Name == name || formerNames.Contains(member.Name));
        _members.Add((name, buffer.WrittenSpan.ToArray()));
    }

    /// <summary>All members as one JSON object.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var (name, json) in _members)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Add(ReadOnlySpan<byte> json)
    {
        var reader = JobJson.CreateReader(json);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        JobJson.BeginObject(ref reader);
        while (JobJson.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            if (!seen.Add(name)) throw JobJson.Twice($"the member '{name}'", ref reader);
            _members.RemoveAll(member => member.Name == name); // Of the input.
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _members.Add((name, json[start..(int)reader.BytesConsumed].ToArray()));
        }
    }

    private byte[]? Find(string name)
    {
        byte[]? alike = null;
        foreach (var (member, json) in _members)
        {
            if (member == name) return json;
            if (IsAlike(member, name)) alike = json;
        }

        return alike;
    }

    /// <summary>A parameter begins with a small letter, and the property that it stands for with a capital one.</summary>
    private static bool IsAlike(string member, string parameter) =>
        member.Length == parameter.Length
        && char.ToUpperInvariant(member[0]) == char.ToUpperInvariant(parameter[0])
        && member.AsSpan(1).SequenceEqual(parameter.AsSpan(1));

    private T Read<T>(string name, byte[] json, JsonValueReader<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var reader = JobJson.CreateReader(json);
        try
        {
            reader.Read();
            return read(ref reader);
        }
        catch (Exception e) when (JobJson.IsReadFailure(e))
        {
            throw new JobPayloadException(
                $"Job '{_job}', stored by version {_version}, cannot be read: its upgrade from version {_from} takes '{name}', and {e.Message}. " +
                "Declare the parameter as what that version stored.", e) { Member = name };
        }
    }
}
