using System.ComponentModel;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>Which members of one JSON object were read, so that one that occurs twice is an error and not the last one's word.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SeenMembers
{
    private const int BitsEach = 64;

    private ulong _first;
    private ulong[]? _rest;

    /// <summary>Notes a member.</summary>
    /// <param name="member">Its place, or a negative number for one that is unknown and skipped.</param>
    /// <param name="reader">Stands on its name.</param>
    /// <exception cref="JsonException">It was noted before.</exception>
    public void Add(int member, ref Utf8JsonReader reader)
    {
        if (member < 0) return;
        ref var word = ref _first;
        if (member >= BitsEach)
        {
            var place = (member / BitsEach) - 1;
            if (_rest is null || place >= _rest.Length) Array.Resize(ref _rest, place + 1);
            word = ref _rest[place];
        }

        var bit = 1UL << (member % BitsEach);
        if ((word & bit) != 0) throw JobJson.Twice($"the member '{reader.GetString()}'", ref reader);
        word |= bit;
    }
}
