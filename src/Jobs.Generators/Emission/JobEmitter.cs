using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>The generated half of one job class.</summary>
internal static class JobEmitter
{
    public static string Emit(JobModel job)
    {
        var body = EmitBody(job);
        var file = GeneratedFile.Begin();
        foreach (var (name, type) in Seam.Aliases.Where(a => body.Contains(a.Name))) file.Line($"using {name} = {type};");
        return file.Line().ToString() + body;
    }

    private static string EmitBody(JobModel job)
    {
        var source = new SourceWriter();
        var hierarchy = job.Hierarchy;
        if (hierarchy.Namespace.Length > 0) source.Open("namespace " + hierarchy.Namespace);
        for (var i = 0; i < hierarchy.Levels.Count; i++)
        {
            var level = hierarchy.Levels[i];
            var bases = i == hierarchy.Levels.Count - 1 ? Bases(job) : "";
            source.Open($"partial {level.Keyword} {level.Name}{bases}");
        }

        EmitMembers(source, job);
        foreach (var _ in hierarchy.Levels) source.Close();
        if (hierarchy.Namespace.Length > 0) source.Close();
        return source.ToString();
    }

    private static string Bases(JobModel job) =>
        job.Run is null ? "" : $" : {Seam.IJob}<{MethodCall.TypeOf(job.Run.Result)}>, {Seam.Definition}<{job.FullName}>";

    private static void EmitMembers(SourceWriter source, JobModel job)
    {
        if (job.Run is not null)
        {
            source.Line(GeneratedFile.Attribute);
            source.Line($"{Seam.Descriptor} {Seam.IJob}<{MethodCall.TypeOf(job.Run.Result)}>.Descriptor => __Generated.Descriptor;");
            source.Line();
            source.Line(GeneratedFile.Attribute);
            source.Line($"static {Seam.Descriptor} {Seam.Definition}<{job.FullName}>.Descriptor => __Generated.Descriptor;");
            source.Line();
        }

        var plan = new CodecPlan(job);
        EmitConstructors(source, job, plan);
        ContextEmitter.Emit(source, job);
        EmitGeneratedClass(source, job, plan);
    }

    private static void EmitConstructors(SourceWriter source, JobModel job, CodecPlan plan)
    {
        if (job.LacksConstructor)
        {
            // The one that the compiler would have written, had we not added another. It warns of members left null as that
            // one would.
            if (job.NullableWarnings) source.Directive("#nullable enable");
            source.Line("/// <summary>Makes a job to submit.</summary>");
            source.Line(GeneratedFile.Attribute);
            source.Line($"public {job.Name}() {{ }}");
            if (job.NullableWarnings) GeneratedFile.WarningsOff(source);
            source.Line();
        }

        source.Line(GeneratedFile.Attribute);
        source.Line("[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]");
        source.Open($"private {job.Name}(in __Generated.Values values)");
        foreach (var member in SettingOrder.Of(MemberCodecEmitter.Stored(job), m => m.MayChangeOthers)) source.Line($"if (values.{member.Name}.IsSet) this.{member.Name} = {Value(plan, member)};");
        source.Close();
    }

    private static string Value(CodecPlan plan, JobMemberModel member)
    {
        var value = $"values.{member.Name}.Value";
        if (member.Restore == RestoreBy.Assignment) return value;
        var arguments = $"(this.{member.Name}, {value})";
        if (member.Restore == RestoreBy.FillingCopy) return $"{Seam.Collections}.Fill{arguments}";
        return plan.Type(member.Type) switch
        {
            MapTypeModel map => $"{Seam.Collections}.FillMap<{map.FullName}, {plan.TypeName(map.Key)}, {plan.TypeName(map.Value)}>{arguments}",
            SequenceTypeModel set => $"{Seam.Collections}.FillSet<{set.FullName}, {plan.TypeName(set.Element)}>{arguments}",
            _ => value,
        };
    }

    private static void EmitGeneratedClass(SourceWriter source, JobModel job, CodecPlan plan)
    {
        var names = new NameTable();
        source.Line();
        source.Line(GeneratedFile.Attribute).Line(GeneratedFile.NotCovered).Line(GeneratedFile.Hidden);
        source.Open("private static class __Generated");

        // Tasks before the job: static fields are set in the order of the text, and the job's descriptor holds the tasks'.
        foreach (var task in job.Tasks) TaskEmitter.EmitDescriptor(source, job, plan, task);
        if (job.Run is not null) DescriptorEmitter.Emit(source, job, job.Run, plan);
        MemberCodecEmitter.EmitValues(source, job, plan);
        MemberCodecEmitter.EmitWriter(source, job, plan, names, JobMemberRole.Input);
        MemberCodecEmitter.EmitWriter(source, job, plan, names, JobMemberRole.State);
        MemberCodecEmitter.EmitRestore(source, job, plan);
        UpgradeEmitter.Emit(source, job, plan);
        MemberCodecEmitter.EmitJournals(source, job, plan, names);
        MemberCodecEmitter.EmitApplyJournals(source, job, plan);
        foreach (var task in job.Tasks) TaskEmitter.EmitArgumentsWriter(source, job, plan, names, task);
        CodecEmitter.Emit(source, plan, names);
        names.Emit(source);
        source.Close();
    }
}
