using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>What an author dispatches a task with, and how it is stored and called.</summary>
internal static class TaskEmitter
{
    /// <summary>The struct of the task's arguments, a member of <c>Context</c>.</summary>
    public static string ArgumentsType(TaskModel task) => task.Member + "Args";

    /// <summary>The struct that dispatches it, a member of <c>Context</c>.</summary>
    public static string DispatchType(TaskModel task) => task.Member + "Task";

    /// <summary>An argument's field: the underscore keeps it apart from keywords and from the struct's own name.</summary>
    public static string Field(ParameterModel parameter) => "_" + parameter.Name.TrimStart('@');

    /// <summary>Both structs.</summary>
    public static void EmitTypes(SourceWriter source, TaskModel task)
    {
        var arguments = Arguments(task);
        source.Line();
        source.Line($"/// <summary>The arguments of one <c>{task.Member}</c> task.</summary>");
        source.Open($"public readonly struct {ArgumentsType(task)}");
        foreach (var argument in arguments) source.Line($"internal readonly {argument.TypeName} {Field(argument)};");
        if (arguments.Count > 0)
        {
            source.Line();
            source.Open($"public {ArgumentsType(task)}({Parameters(arguments)})");
            foreach (var argument in arguments) source.Line($"{Field(argument)} = {argument.Name};");
            source.Close();
        }

        source.Close();
        EmitDispatch(source, task, arguments);
    }

    /// <summary>The descriptor, in the generated static class.</summary>
    public static void EmitDescriptor(SourceWriter source, JobModel job, CodecPlan plan, TaskModel task)
    {
        var type = $"{Seam.TaskDescriptor}<Context.{ArgumentsType(task)}, {MethodCall.TypeOf(task.Result)}>";
        source.Line();
        source.Open($"internal static readonly {type} {task.Member}Descriptor = new {type}");
        source.Line($"Name = {Literals.Text(task.StoredName)},");
        source.Line($"Version = {Literals.Number(task.Version)},");
        source.Line($"Pool = {Literals.Text(task.Pool)},");
        source.Line($"MaxAttempts = {Literals.Number(task.MaxAttempts)},");
        source.Line($"RetryDelay = {Literals.Ticks(task.RetryDelayMs * TimeSpan.TicksPerMillisecond)},");
        if (task.TimeoutTicks > 0) source.Line($"Timeout = {Literals.Ticks(task.TimeoutTicks)},");
        source.Line($"ArgumentsWriter = static (writer, arguments) => Write{task.Member}Arguments(writer, arguments),");
        source.Line($"Runner = static (arguments, task, services) => {Runner(job, task)},");
        if (task.Result.Type is { } result)
        {
            source.Line($"ResultWriter = {plan.WriteLambda(result)},");
            source.Line($"ResultReader = {plan.ReadLambda(result)},");
        }

        source.Close(";");
    }

    /// <summary>The method that writes the arguments.</summary>
    public static void EmitArgumentsWriter(SourceWriter source, JobModel job, CodecPlan plan, NameTable names, TaskModel task)
    {
        source.Line();
        source.Open($"private static void Write{task.Member}Arguments({Seam.Writer} writer, Context.{ArgumentsType(task)} arguments)");
        var stored = Arguments(task);
        if (stored.Count == 0)
        {
            source.Line("writer.WriteStartObject();").Line("writer.WriteEndObject();").Close();
            return;
        }

        source.Line("string member = null;");
        source.Open("try");
        source.Line("writer.WriteStartObject();");
        foreach (var argument in stored)
        {
            source.Line($"member = {Literals.Text(argument.WireName)};");
            ObjectBody.WriteMember(source, plan, names, argument.WireName, argument.Type!.Value, "arguments." + Field(argument), canonical: true);
        }

        source.Line("writer.WriteEndObject();");
        source.Close();
        source.Open($"catch ({Seam.Exception} cause) when ({Seam.Json}.IsWriteFailure(cause))");
        source.Line($"throw {Seam.Json}.UnwritableArgument({Literals.Text(job.StoredName)}, {Literals.Text(task.StoredName)}, member, cause);");
        source.Close();
        source.Close();
    }

    private static void EmitDispatch(SourceWriter source, TaskModel task, List<ParameterModel> arguments)
    {
        var args = ArgumentsType(task);
        var result = MethodCall.TypeOf(task.Result);
        var single = task.Result.Type is null ? Seam.Task : $"{Seam.Task}<{result}>";
        var group = $"{Seam.TaskGroup}<{result}>";
        var descriptor = $"__Generated.{task.Member}Descriptor";
        var options = Unused("options", arguments);
        var groupOptions = $"{Seam.GroupOptions}? options = null";

        source.Line();
        source.Line($"/// <summary>Dispatches the task <c>{task.Member}</c>: one, or many in parallel.</summary>");
        source.Open($"public readonly struct {DispatchType(task)}");
        source.Line($"private readonly {Seam.Execution} __execution;");
        source.Line();
        source.Line($"internal {DispatchType(task)}({Seam.Execution} execution) => __execution = execution;");
        source.Line();
        source.Line("/// <summary>Dispatches one task and waits for its durable result. An interruption point.</summary>");
        var parameters = string.Join(", ", new[] { Parameters(arguments), $"{Seam.TaskOptions}? {options} = null" }.Where(p => p.Length > 0));
        source.Line($"public {single} Run({parameters}) =>");
        source.Line($"    this.__execution.RunTaskAsync({descriptor}, new {args}({string.Join(", ", arguments.Select(a => a.Name))}), {options});");
        source.Line();
        source.Line("/// <summary>Dispatches one task for each element, in parallel.</summary>");
        source.Line($"public {group} Many({Seam.Enumerable}<{args}> items, {groupOptions}) =>");
        source.Line($"    {Seam.Dispatch}.Many(this.__execution, {descriptor}, items, options);");
        source.Line();
        source.Line("/// <summary>Dispatches one task for each item, with the arguments, and perhaps the key, that are made of it.</summary>");
        source.Line($"public {group} Many<T>({Seam.Enumerable}<T> items, {Seam.Func}<T, {args}> arguments, {Seam.Func}<T, string>? key = null, {groupOptions}) =>");
        source.Line($"    {Seam.Dispatch}.Many(this.__execution, {descriptor}, items, arguments, key, options);");
        if (arguments.Count == 1)
        {
            source.Line();
            source.Line("/// <summary>Dispatches one task for each item, in parallel.</summary>");
            source.Line($"public {group} Many({Seam.Enumerable}<{arguments[0].TypeName}> items, {groupOptions}) =>");
            source.Line($"    {Seam.Dispatch}.Many(this.__execution, {descriptor}, items, static item => new {args}(item), null, options);");
        }

        source.Close();
    }

    private static string Runner(JobModel job, TaskModel task)
    {
        var method = $"Task '{task.StoredName}'";
        var arguments = task.Parameters.Select(p => MethodCall.Argument(p, job.StoredName, method, "task", "task.CancellationToken"));
        var call = MethodCall.Of($"{job.FullName}.{task.Method}", task.Result, arguments, $"{method} of job '{job.StoredName}'");
        return task.Result.Shape == ReturnShape.Void ? $"{{ {call}; return default; }}" : call;
    }

    private static List<ParameterModel> Arguments(TaskModel task) => task.Parameters.Where(p => p.Role == ParameterRole.Argument).ToList();

    private static string Parameters(List<ParameterModel> arguments)
    {
        // A default is only legal where every later parameter has one too.
        var optionalFrom = arguments.Count;
        while (optionalFrom > 0 && arguments[optionalFrom - 1].Default is not null) optionalFrom--;
        return string.Join(", ", arguments.Select((a, i) => $"{a.TypeName} {a.Name}{(i >= optionalFrom ? " = " + a.Default : "")}"));
    }

    private static string Unused(string name, List<ParameterModel> taken)
    {
        while (taken.Any(p => p.Name == name)) name = "_" + name;
        return name;
    }
}
