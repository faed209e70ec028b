using System.Reflection;
using System.Text.Json;

namespace Jobs.Generators.Tests.Gallery;

/// <summary>Whether what a newer class wrote after it read an older payload says the same as that payload.</summary>
internal sealed class StoredJson
{
    private readonly ILookup<string, string> _formerNames; // By today's name.
    private readonly HashSet<string> _dropped; // Names that only the older classes know.

    public StoredJson(Assembly older, Assembly newer)
    {
        _formerNames = Members(newer)
            .SelectMany(m => m.GetCustomAttributes<FormerlyNamedAttribute>(), (m, a) => (Now: StoredName(m), a.Name))
            .ToLookup(n => n.Now, n => n.Name);
        _dropped = [.. Members(older).Select(StoredName).Except(Members(newer).Select(StoredName))];
    }

    /// <summary>Null when they agree; else where they do not.</summary>
    public string? Difference(JsonElement newer, JsonElement older, string path)
    {
        if (newer.ValueKind == JsonValueKind.Object && older.ValueKind == JsonValueKind.Object) return DifferenceOfObjects(newer, older, path);
        if (newer.ValueKind == JsonValueKind.Array && older.ValueKind == JsonValueKind.Array)
        {
            if (newer.GetArrayLength() != older.GetArrayLength()) return $"{path}: {newer.GetArrayLength()} items of {older.GetArrayLength()}";
            return newer.EnumerateArray().Zip(older.EnumerateArray()).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(d => d is not null);
        }

        // The same number may be spelt differently by a wider type.
        if (newer.ValueKind == JsonValueKind.Number && older.ValueKind == JsonValueKind.Number && newer.GetDouble().Equals(older.GetDouble())) return null;
        return Scalar(newer) == Scalar(older) ? null : $"{path}: {newer.GetRawText()} was {older.GetRawText()}";
    }

    private string? DifferenceOfObjects(JsonElement newer, JsonElement older, string path)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in newer.EnumerateObject())
        {
            var name = new[] { property.Name }.Concat(_formerNames[property.Name]).FirstOrDefault(n => older.TryGetProperty(n, out _));
            if (name is null) continue;
            read.Add(name);
            if (Difference(property.Value, older.GetProperty(name), $"{path}.{property.Name}") is { } difference) return difference;
        }

        return older.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => !read.Contains(n) && !_dropped.Contains(n)) is { } lost ? $"{path}.{lost} is lost" : null;
    }

    // A whole number that outgrew JSON's numbers is written as text.
    private static string Scalar(JsonElement element) => element.GetRawText().Trim('"');

    private static IEnumerable<MemberInfo> Members(Assembly assembly) => assembly.GetTypes().SelectMany(t =>
        t.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(m => m is FieldInfo or PropertyInfo));

    private static string StoredName(MemberInfo member) => member.GetCustomAttribute<JobNameAttribute>()?.Name ?? member.Name.TrimStart('_');
}
