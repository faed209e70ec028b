using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>The job's descriptor: static lambdas over static methods, made once.</summary>
internal static class DescriptorEmitter
{
    public static void Emit(SourceWriter source, JobModel job, RunModel run, CodecPlan plan)
    {
        var type = $"{Seam.Descriptor}<{job.FullName}, {MethodCall.TypeOf(run.Result)}>";
        source.Line();
        source.Open($"internal static readonly {type} Descriptor = new {type}");
        source.Line($"Name = {Literals.Text(job.StoredName)},");
        source.Line($"Version = {Literals.Number(job.Version)},");
        if (job.FormerNames.Count > 0) source.Line($"FormerNames = new string[] {{ {string.Join(", ", job.FormerNames.Select(Literals.Text))} }},");
        if (job.MaxAttempts > 0) source.Line($"MaxAttempts = {Literals.Number(job.MaxAttempts)},");
        if (job.TimeoutTicks > 0) source.Line($"Timeout = {Literals.Ticks(job.TimeoutTicks)},");
        if (job.Tasks.Count > 0)
        {
            source.Line($"Tasks = new {Seam.TaskDescriptor}[] {{ {string.Join(", ", job.Tasks.Select(t => t.Member + "Descriptor"))} }},");
        }

        source.Line("InputWriter = static (writer, job) => WriteInput(writer, job),");
        source.Line("StateWriter = static (writer, job) => WriteState(writer, job),");
        source.Line("Restorer = static (input, state, version) => Restore(input, state, version),");
        source.Line("Runner = static (job, execution, services) => Run(job, execution, services),");
        if (run.Result.Type is { } result)
        {
            source.Line($"ResultWriter = {plan.WriteLambda(result)},");
            source.Line($"ResultReader = {plan.ReadLambda(result)},");
        }

        var journals = MemberCodecEmitter.Journals(job).ToList();
        if (journals.Count > 0)
        {
            source.Line($"Journals = static job => new {Seam.IJournal}[] {{ {string.Join(", ", journals.Select(MemberCodecEmitter.Require))} }},");
            source.Line("JournalWriter = static (job, writer, full) => WriteJournals(writer, job, full),");
        }

        if (MemberCodecEmitter.HasApplier(job))
        {
            source.Line($"JournalApplier = static ({job.FullName} job, ref {Seam.Reader} reader, bool full) => ApplyJournals(job, ref reader, full),");
        }

        source.Close(";");
        EmitRun(source, job, run);
    }

    private static void EmitRun(SourceWriter source, JobModel job, RunModel run)
    {
        const string Method = "RunAsync";
        var arguments = run.Parameters.Select(p =>
            MethodCall.Argument(p, job.StoredName, Method, "new Context(execution)", "execution.CancellationToken"));
        var call = MethodCall.Of("job." + Method, run.Result, arguments, $"{Method} of job '{job.StoredName}'");
        source.Line();
        source.Line(
            $"private static {Seam.ValueTask}<{MethodCall.TypeOf(run.Result)}> Run({job.FullName} job, {Seam.Execution} execution, {Seam.ServiceProvider} services) =>");
        source.Line($"    {call};");
    }
}
