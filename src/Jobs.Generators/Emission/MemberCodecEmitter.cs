using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>How a job's own members are written and read.</summary>
internal static class MemberCodecEmitter
{
    /// <summary>The struct of everything that was read, which the restoring constructor takes.</summary>
    public static void EmitValues(SourceWriter source, JobModel job, CodecPlan plan)
    {
        source.Line();
        source.Open("internal struct Values");
        foreach (var member in Stored(job)) source.Line($"internal {Seam.Restored}<{plan.TypeName(member.Type)}> {member.Name};");
        source.Close();
    }

    public static void EmitWriter(SourceWriter source, JobModel job, CodecPlan plan, NameTable names, JobMemberRole role)
    {
        source.Line();
        source.Open($"private static void Write{role}({Seam.Writer} writer, {job.FullName} job)");
        var members = job.Members.Where(m => m.Role == role).ToList();
        if (members.Count == 0)
        {
            source.Line("writer.WriteStartObject();").Line("writer.WriteEndObject();").Close();
            return;
        }

        source.Line("string member = null;");
        source.Open("try");
        source.Line("writer.WriteStartObject();");
        foreach (var member in members)
        {
            source.Line($"member = {Literals.Text(member.WireName)};");
            ObjectBody.WriteMember(source, plan, names, member.WireName, member.Type, "job." + member.Name, canonical: false,
                kept: member.Restore != RestoreBy.Assignment);
        }

        source.Line("writer.WriteEndObject();");
        source.Close();
        EmitWriteFailure(source, job);
        source.Close();
    }

    public static void EmitRestore(SourceWriter source, JobModel job, CodecPlan plan)
    {
        var name = Literals.Text(job.StoredName);
        source.Line();
        source.Open(
            $"private static {job.FullName} Restore(global::System.ReadOnlySpan<byte> input, global::System.ReadOnlySpan<byte> state, int version)");
        source.Line($"{Seam.Json}.CheckVersion({name}, {Literals.Number(job.Version)}, version);");
        UpgradeEmitter.EmitCall(source, job);
        source.Line("var values = default(Values);");
        source.Line("string member = null;");
        source.Open("try");
        source.Line("ReadMembers(input, ref values, ref member);");
        source.Line("if (!state.IsEmpty) ReadMembers(state, ref values, ref member);");
        source.Close();
        source.Open($"catch ({Seam.Exception} cause) when ({Seam.Json}.IsReadFailure(cause))");
        source.Line($"throw {Seam.Json}.Unreadable({name}, version, member, cause);");
        source.Close();
        source.Line();
        foreach (var member in Stored(job).Where(m => m.IsRequired))
        {
            source.Line($"if (!values.{member.Name}.IsSet) throw {Seam.Json}.Missing({name}, version, {Literals.Text(member.WireName)});");
        }

        source.Line($"var job = new {job.FullName}(in values);");
        foreach (var member in Journals(job)) source.Line($"{Seam.Journal}.TakeAsBase({Require(member)});");
        source.Line("return job;");
        source.Close();
        EmitRead(source, job, plan);
    }

    /// <summary>The writer of journaled members.</summary>
    public static void EmitJournals(SourceWriter source, JobModel job, CodecPlan plan, NameTable names)
    {
        var journals = Journals(job).ToList();
        if (journals.Count == 0) return;
        source.Line();
        source.Open($"private static void WriteJournals({Seam.Writer} writer, {job.FullName} job, bool full)");
        source.Line("string member = null;");
        source.Open("try");
        source.Line("writer.WriteStartObject();");
        foreach (var journal in journals)
        {
            var codec = string.Join(", ", new TypeUse?[] { journal.KeyType, journal.Type }.OfType<TypeUse>().Select(t => plan.WriteLambda(t)));
            source.Line($"member = {Literals.Text(journal.WireName)};");
            source.Open($"if (full || (({Seam.IJournal}){Require(journal)}).Log.HasToWrite)");
            source.Line($"writer.WritePropertyName({names.Field(journal.WireName)});");
            source.Line($"{Seam.Journal}.Write(writer, job.{journal.Name}, full, {codec});");
            source.Close();
        }

        source.Line("writer.WriteEndObject();");
        source.Close();
        EmitWriteFailure(source, job);
        source.Close();
    }

    /// <summary>
    /// The method that applies journal entries. A class without journaled members has it too: what an older build journaled
    /// under the name of a member must not be passed over.
    /// </summary>
    public static void EmitApplyJournals(SourceWriter source, JobModel job, CodecPlan plan)
    {
        if (!HasApplier(job)) return;
        var plain = Stored(job).Count();
        var journals = Journals(job).ToList();
        source.Line();
        source.Open($"private static void ApplyJournals({job.FullName} job, ref {Seam.Reader} reader, bool full)");
        source.Line("string member = null;");
        source.Open("try");
        source.Line($"{Seam.Json}.BeginObject(ref reader);");
        source.Line($"var seen = default({Seam.SeenMembers});");
        source.Open($"while ({Seam.Json}.NextMember(ref reader))");
        source.Line("member = null;");
        source.Line($"var found = FindMember(ref reader, {Literals.Number(plain)});");
        source.Line("seen.Add(found, ref reader);");
        if (plain > 0)
        {
            source.Open($"if (found >= 0 && found < {Literals.Number(plain)})");
            source.Line("member = reader.GetString();");
            source.Line($"throw {Seam.Json}.WasJournaled();");
            source.Close();
        }

        source.Line("reader.Read();");
        source.Open("switch (found)");
        for (var i = 0; i < journals.Count; i++)
        {
            var codec = string.Join(", ", new TypeUse?[] { journals[i].KeyType, journals[i].Type }.OfType<TypeUse>().Select(plan.ReadLambda));
            source.Line($"case {Literals.Number(plain + i)}: member = {Literals.Text(journals[i].WireName)}; {Seam.Journal}.Apply(ref reader, {Require(journals[i])}, full, {codec}); break;");
        }

        source.Line("default: reader.Skip(); break;");
        source.Close();
        source.Close();
        source.Close();
        source.Open($"catch ({Seam.Exception} cause) when ({Seam.Json}.IsReadFailure(cause))");
        source.Line($"throw {Seam.Json}.UnreadableJournal({Literals.Text(job.StoredName)}, member, cause);");
        source.Close();
        source.Close();
    }

    /// <summary>Whether the class can tell anything of a journal entry.</summary>
    public static bool HasApplier(JobModel job) => job.Members.Count > 0;

    public static IEnumerable<JobMemberModel> Stored(JobModel job) => job.Members.Where(m => m.Role != JobMemberRole.Journal);

    public static IEnumerable<JobMemberModel> Journals(JobModel job) => job.Members.Where(m => m.Role == JobMemberRole.Journal);

    public static string Require(JobMemberModel journal) =>
        $"{Seam.Journal}.Require(job.{journal.Name}, {Literals.Text(journal.Name.TrimStart('@'))})";

    private static void EmitRead(SourceWriter source, JobModel job, CodecPlan plan)
    {
        // One reader for input and state: a member that moved from one to the other is found where it was.
        // Journaled members come last: what an older build stored plain under such a name must not be passed over.
        var members = Stored(job).ToList();
        var journals = Journals(job).ToList();
        source.Line();
        source.Open("private static void ReadMembers(global::System.ReadOnlySpan<byte> json, ref Values values, ref string member)");
        source.Line($"var reader = {Seam.Json}.CreateReader(json);");
        source.Line("member = null;");
        source.Line("reader.Read();");
        source.Line($"{Seam.Json}.BeginObject(ref reader);");
        if (members.Count + journals.Count > 0) source.Line($"var seen = default({Seam.SeenMembers});");
        if (members.Count > 0) source.Line("var expected = 0;");
        source.Open($"while ({Seam.Json}.NextMember(ref reader))");
        if (members.Count + journals.Count == 0)
        {
            source.Line("reader.Skip();").Close().Close();
            return;
        }

        source.Line($"var found = FindMember(ref reader, {(members.Count > 0 ? "expected" : "0")});");
        source.Line("seen.Add(found, ref reader);");
        source.Line("reader.Read();");
        source.Open("switch (found)");
        for (var i = 0; i < members.Count; i++)
        {
            source.Line(
                $"case {Literals.Number(i)}: member = {Literals.Text(members[i].WireName)}; values.{members[i].Name}.Value = {plan.Read(members[i].Type)}; break;");
        }

        for (var i = 0; i < journals.Count; i++)
        {
            source.Line($"case {Literals.Number(members.Count + i)}: member = {Literals.Text(journals[i].WireName)}; throw {Seam.Json}.WasPlain();");
        }

        source.Line("default: member = null; reader.Skip(); continue;");
        source.Close();
        if (members.Count > 0) source.Line().Line("expected = found + 1;");
        source.Close();
        source.Close();
        ObjectBody.FindMethod(source, "FindMember", members.Concat(journals).Select(AllNames).ToList());
    }

    private static IReadOnlyList<string> AllNames(JobMemberModel member) => [member.WireName, .. member.Aliases];

    private static void EmitWriteFailure(SourceWriter source, JobModel job)
    {
        source.Open($"catch ({Seam.Exception} cause) when ({Seam.Json}.IsWriteFailure(cause))");
        source.Line($"throw {Seam.Json}.Unwritable({Literals.Text(job.StoredName)}, {Literals.Number(job.Version)}, member, cause);");
        source.Close();
    }
}
