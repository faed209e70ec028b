using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Rows of older versions: their members pass through the author's upgrades before they are read as the current ones.</summary>
internal static class UpgradeEmitter
{
    /// <summary>The lines of <c>Restore</c> that send an older row through them.</summary>
    public static void EmitCall(SourceWriter source, JobModel job)
    {
        if (job.Upgrades.Count == 0) return;
        source.Open($"if (version <= {Literals.Number(job.Upgrades[job.Upgrades.Count - 1].From)})");
        source.Line("input = Upgrade(input, state, version);");
        source.Line("state = default;");
        source.Close().Line();
    }

    /// <summary>The chain, and one method for each of its steps.</summary>
    public static void Emit(SourceWriter source, JobModel job, CodecPlan plan)
    {
        if (job.Upgrades.Count == 0) return;
        source.Line();
        source.Open("private static byte[] Upgrade(global::System.ReadOnlySpan<byte> input, global::System.ReadOnlySpan<byte> state, int version)");
        source.Line($"var members = new {Seam.StoredMembers}({Literals.Text(job.StoredName)}, version, input, state);");
        foreach (var upgrade in job.Upgrades)
        {
            var from = Literals.Number(upgrade.From);
            source.Line($"if (version <= {from}) members.Upgrade({from}, static members => {Step(upgrade)}(members));");
        }

        source.Line("return members.ToJson();");
        source.Close();
        foreach (var upgrade in job.Upgrades) EmitStep(source, job, plan, upgrade);
    }

    private static void EmitStep(SourceWriter source, JobModel job, CodecPlan plan, UpgradeModel upgrade)
    {
        source.Line();
        source.Open($"private static void {Step(upgrade)}({Seam.StoredMembers} members)");
        source.Line($"{job.FullName}.{upgrade.Method}(");
        for (var i = 0; i < upgrade.Parameters.Count; i++)
        {
            source.Line($"    {Argument(plan, upgrade.Parameters[i])}{(i < upgrade.Parameters.Count - 1 ? "," : ");")}");
        }

        foreach (var given in upgrade.Parameters.Where(p => p.IsOut))
        {
            var former = string.Concat(given.Replaced.Select(name => ", " + Literals.Text(name)));
            source.Line($"members.Put({Literals.Text(given.WireName)}, {Local(given)}, {plan.WriteLambda(given.Type)}{former});");
        }

        source.Close();
    }

    private static string Argument(CodecPlan plan, UpgradeParameterModel parameter)
    {
        if (parameter.IsOut) return "out var " + Local(parameter);
        var from = $"({Literals.Text(parameter.WireName)}, {plan.ReadLambda(parameter.Type)}";
        return parameter.Default is null
            ? $"members.Take<{plan.TypeName(parameter.Type)}>{from})"
            : $"members.TakeOr<{plan.TypeName(parameter.Type)}>{from}, {parameter.Default})";
    }

    private static string Step(UpgradeModel upgrade) => "UpgradeFrom" + Literals.Number(upgrade.From);

    /// <summary>A local that no keyword and no other local of the method equals.</summary>
    private static string Local(UpgradeParameterModel parameter) => parameter.Name + "_";
}
