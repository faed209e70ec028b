using System.ComponentModel;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>How generated code stores journaled members, whose own methods are not the author's business.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JobJournal
{
    /// <summary>The member's journal.</summary>
    /// <exception cref="JobUsageException">The member is null.</exception>
    public static TJournal Require<TJournal>(TJournal? journal, string member)
        where TJournal : class, IJournal =>
        journal ?? throw new JobUsageException($"The journaled member '{member}' is null. Give it an initializer: = [];");

    /// <summary>Takes what the initializers made as the base that the stored changes follow.</summary>
    public static void TakeAsBase(IJournal journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        journal.Log.Acknowledge(journal.Log.PendingChanges);
    }

    /// <summary>Writes all items, or the pending changes.</summary>
    public static void Write<T>(Utf8JsonWriter writer, JournaledList<T> list, bool full, JsonValueWriter<T> writeItem) =>
        list.Write(writer, full, writeItem);

    /// <summary>Writes all items, or the pending changes.</summary>
    public static void Write<T>(Utf8JsonWriter writer, JournaledSet<T> set, bool full, JsonValueWriter<T> writeItem) =>
        set.Write(writer, full, writeItem);

    /// <summary>Writes all entries, or the pending changes.</summary>
    public static void Write<TKey, TValue>(
        Utf8JsonWriter writer, JournaledDictionary<TKey, TValue> dictionary, bool full,
        JsonValueWriter<TKey> writeKey, JsonValueWriter<TValue> writeValue)
        where TKey : notnull =>
        dictionary.Write(writer, full, writeKey, writeValue);

    /// <summary>Applies what <c>Write</c> wrote.</summary>
    public static void Apply<T>(ref Utf8JsonReader reader, JournaledList<T> list, bool full, JsonValueReader<T> readItem) =>
        list.Apply(ref reader, full, readItem);

    /// <summary>Applies what <c>Write</c> wrote.</summary>
    public static void Apply<T>(ref Utf8JsonReader reader, JournaledSet<T> set, bool full, JsonValueReader<T> readItem) =>
        set.Apply(ref reader, full, readItem);

    /// <summary>Applies what <c>Write</c> wrote.</summary>
    public static void Apply<TKey, TValue>(
        ref Utf8JsonReader reader, JournaledDictionary<TKey, TValue> dictionary, bool full,
        JsonValueReader<TKey> readKey, JsonValueReader<TValue> readValue)
        where TKey : notnull =>
        dictionary.Apply(ref reader, full, readKey, readValue);
}
