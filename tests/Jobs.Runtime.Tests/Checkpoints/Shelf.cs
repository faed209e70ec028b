using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Runtime.Tests.Checkpoints;

/// <summary>A job with a journaled member of each kind, by hand as the generator writes it.</summary>
internal sealed class Shelf
{
    private static readonly JsonValueWriter<int> s_writeNumber = JobJson.WriteInt32;
    private static readonly JsonValueReader<int> s_readNumber = JobJson.ReadInt32;
    private static readonly JsonValueWriter<string> s_writeText = JobJson.WriteString;
    private static readonly JsonValueReader<string> s_readText = (ref Utf8JsonReader reader) => JobJson.ReadString(ref reader)!;

    public JournaledList<string> List { get; } = [];

    public JournaledSet<string> Set { get; } = new(StringComparer.OrdinalIgnoreCase);

    public JournaledDictionary<int, string> Map { get; } = [];

    /// <summary>Whether the text of its list cannot be written at the moment.</summary>
    public bool IsSpoilt { get; set; }

    public static JobDescriptor Descriptor(int version) => new JobDescriptor<Shelf, int>
    {
        Name = "shelf",
        Version = version,
        InputWriter = static (w, _) => WriteNothing(w),
        StateWriter = static (w, _) => WriteNothing(w),
        Restorer = static (_, _, _) => new Shelf(),
        Runner = static (_, _, _) => new ValueTask<int>(0),
        Journals = static s => [s.List, s.Set, s.Map],
        JournalWriter = static (s, w, full) => s.Write(w, full),
        JournalApplier = static (Shelf s, ref Utf8JsonReader r, bool full) => s.Apply(ref r, full),
    };

    /// <summary>All it holds, as text.</summary>
    public static string Show(Shelf shelf) =>
        $"{string.Join(',', shelf.List)}|{string.Join(',', shelf.Set.Order(StringComparer.Ordinal))}|{string.Join(',', shelf.Map.OrderBy(p => p.Key))}";

    /// <summary>One change, or none.</summary>
    public void ChangeAtRandom(Random random)
    {
        var n = random.Next(100);
        var text = $"{n}{new string((char)('a' + random.Next(26)), random.Next(40))}";
        switch (random.Next(40))
        {
            case < 8: List.Add(text); break;
            case < 12: List.Insert(random.Next(List.Count + 1), text); break;
            case < 16: if (List.Count > 0) List[random.Next(List.Count)] = text; break;
            case < 25: if (List.Count > 0) List.RemoveAt(random.Next(List.Count)); break;
            case < 29: Set.Add(text[..Math.Min(4, text.Length)]); break;
            case < 32: Set.RemoveWhere(i => i.Length == n % 5); break;
            case < 37: Map[n] = text; break;
            case < 39: Map.Remove(n); break;
            default: if (n < 2) List.Clear(); else if (n < 4) Map.Clear(); else if (n < 6) Set.Clear(); break;
        }
    }

    private static void WriteNothing(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, bool full)
    {
        if (IsSpoilt) throw new JobPayloadException("It cannot be written.");
        writer.WriteStartObject();
        if (Begins(List, "List")) JobJournal.Write(writer, List, full, s_writeText);
        if (Begins(Set, "Set")) JobJournal.Write(writer, Set, full, s_writeText);
        if (Begins(Map, "Map")) JobJournal.Write(writer, Map, full, s_writeNumber, s_writeText);
        writer.WriteEndObject();

        bool Begins(IJournal journal, string name)
        {
            if (!full && !journal.Log.HasToWrite) return false;
            writer.WritePropertyName(name);
            return true;
        }
    }

    private void Apply(ref Utf8JsonReader reader, bool full)
    {
        JobJson.BeginObject(ref reader);
        while (JobJson.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "List") JobJournal.Apply(ref reader, List, full, s_readText);
            else if (name == "Set") JobJournal.Apply(ref reader, Set, full, s_readText);
            else JobJournal.Apply(ref reader, Map, full, s_readNumber, s_readText);
        }
    }
}
