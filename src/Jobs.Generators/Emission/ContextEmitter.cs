using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>The nested class <c>Context</c> with the typed dispatcher.</summary>
internal static class ContextEmitter
{
    public static void Emit(SourceWriter source, JobModel job)
    {
        // A task may be named as the class would be: then the class gives way.
        var dispatcher = job.Tasks.Any(t => t.Member == "Dispatcher") ? "Dispatcher_" : "Dispatcher";
        source.Line();
        source.Line("/// <summary>What a running job does to its surroundings, with the tasks of this class.</summary>");
        source.Line(GeneratedFile.Attribute).Line(GeneratedFile.NotCovered);
        source.Open($"{job.ContextAccessibility} sealed class Context : {Seam.JobContext}");
        source.Line(GeneratedFile.Hidden);
        source.Line($"public Context({Seam.Execution} execution) : base(execution) => TaskDispatcher = new {dispatcher}(execution);");
        source.Line();
        source.Line("/// <summary>Dispatches the tasks of this class.</summary>");
        source.Line($"public {dispatcher} TaskDispatcher {{ get; }}");
        source.Line();
        source.Line("/// <summary>A member for each task of this class.</summary>");
        source.Open($"public sealed class {dispatcher} : {Seam.TaskDispatcher}");
        source.Line($"internal {dispatcher}({Seam.Execution} execution) : base(execution) {{ }}");
        foreach (var task in job.Tasks)
        {
            source.Line();
            source.Line($"/// <summary>Dispatches the task <c>{task.Member}</c>.</summary>");
            source.Line($"public {TaskEmitter.DispatchType(task)} {Identifiers.Escape(task.Member)} => new {TaskEmitter.DispatchType(task)}(base.Execution);");
        }

        source.Close();
        foreach (var task in job.Tasks) TaskEmitter.EmitTypes(source, task);
        source.Close();
    }
}
