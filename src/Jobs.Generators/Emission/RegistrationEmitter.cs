using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>The registration method of an assembly: <c>Add{Assembly}Jobs()</c>.</summary>
internal static class RegistrationEmitter
{
    /// <summary>The generated file's name.</summary>
    public static string Hint(string name) => HintName.Of(name + "JobsRegistration");

    /// <param name="name">The middle part of the method's name, an identifier or empty.</param>
    /// <param name="entries">The jobs, in any order.</param>
    public static string Emit(string name, IEnumerable<RegistrationEntry> entries)
    {
        var source = GeneratedFile.Begin();
        source.Open("namespace Jobs");
        source.Line("/// <summary>Registers the jobs of one assembly.</summary>");
        source.Line(GeneratedFile.Attribute).Line(GeneratedFile.NotCovered);
        source.Open($"public static class {Prefixed(name)}JobsRegistration");
        source.Line("/// <summary>Adds every job of this assembly to a host's catalog.</summary>");
        source.Line("/// <returns>The same builder.</returns>");
        source.Open($"public static T Add{name}Jobs<T>(this T jobs) where T : {Seam.CatalogBuilder}");

        // By name, so that neither the order of files nor that of declarations changes this text.
        foreach (var entry in entries.OrderBy(e => e.StoredName, StringComparer.Ordinal).ThenBy(e => e.FullName, StringComparer.Ordinal))
        {
            source.Line($"jobs.Add<{entry.FullName}>();");
        }

        source.Line("return jobs;");
        source.Close().Close().Close();
        return source.ToString();
    }

    private static string Prefixed(string name) => name.Length > 0 && name[0] is >= '0' and <= '9' ? "_" + name : name;
}
