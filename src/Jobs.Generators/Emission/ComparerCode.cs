using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>
/// What the codecs of sets, dictionaries and priority queues do about comparers. Those of strings have names, and a
/// collection that has one is wrapped into a JSON value that says so; any other is refused when it is written.
/// </summary>
internal static class ComparerCode
{
    /// <summary>Begins a collection: plain where its comparer is the default one.</summary>
    public static void BeginWriting(
        SourceWriter source, CodecPlan plan, StateTypeModel type, TypeUse compared, string nameOf, string begin, string beginNamed)
    {
        var name = $"{Seam.Comparers}.{nameOf}(value, kept{(type.IsSorted() && type is not PriorityQueueTypeModel ? ", sorted: true" : "")})";
        if (IsNamed(plan, type, compared))
        {
            source.Line($"var comparer = {name};");
            source.Line($"{beginNamed}(writer, comparer);");
            return;
        }

        if (type.HasComparer()) source.Line($"{name};");
        source.Line(begin + ";");
    }

    public static void EndWriting(
        SourceWriter source, CodecPlan plan, StateTypeModel type, TypeUse compared, string end, string endNamed) =>
        source.Line(IsNamed(plan, type, compared) ? $"{endNamed}(writer, comparer);" : end + ";");

    public static void BeginReading(
        SourceWriter source, CodecPlan plan, StateTypeModel type, TypeUse compared, string begin, string beginNamed) =>
        source.Line(IsNamed(plan, type, compared)
            ? $"var comparer = {Seam.Json}.{beginNamed}(ref reader);"
            : $"{Seam.Json}.{begin}(ref reader);");

    public static void EndReading(SourceWriter source, CodecPlan plan, StateTypeModel type, TypeUse compared, string endNamed)
    {
        if (IsNamed(plan, type, compared)) source.Line($"{Seam.Json}.{endNamed}(ref reader, comparer);");
    }

    /// <summary>The comparer to make a collection with, or nothing.</summary>
    public static string Argument(CodecPlan plan, StateTypeModel type, TypeUse compared) =>
        !IsNamed(plan, type, compared) ? "" : $"{Seam.Comparers}.{(type.IsSorted() ? "Order" : "Equality")}<string>(comparer)";

    private static bool IsNamed(CodecPlan plan, StateTypeModel type, TypeUse compared) => type.HasComparer() && plan.IsString(compared);
}
