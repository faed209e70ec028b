using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Parsing;

/// <summary>The methods marked <c>[JobTask]</c>.</summary>
internal static class TaskParser
{
    public static EquatableArray<TaskModel> Parse(JobClass job, Accessibility context)
    {
        var tasks = new List<TaskModel>();
        var storedNames = new HashSet<string>(StringComparer.Ordinal);
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in job.Type.GetMembers().OfType<IMethodSymbol>())
        {
            job.CancellationToken.ThrowIfCancellationRequested();
            if (method.MethodKind != MethodKind.Ordinary || !SyntaxFacts.IsValidIdentifier(method.Name)) continue;
            if (method.FindAttribute(KnownNames.JobTaskAttribute) is not { } attribute) continue;
            if (ParseTask(job, method, attribute, context) is not { } task) continue;

            var taken = !storedNames.Add(task.StoredName) ? task.StoredName : !members.Add(task.Member) ? task.Member : null;
            if (taken is null) tasks.Add(task);
            else job.Findings.Add(JobFindingKind.TaskNameTaken, method, method.Name, taken);
        }

        return tasks.ToEquatableArray();
    }

    private static TaskModel? ParseTask(JobClass job, IMethodSymbol method, AttributeData attribute, Accessibility context)
    {
        var findings = job.Findings;
        if (!method.IsStatic) findings.Add(JobFindingKind.TaskNotStatic, method, method.Name);
        if (method.IsGenericMethod) findings.Add(JobFindingKind.TaskGeneric, method, method.Name);
        var result = ParseResult(job, method);
        var parameters = ParseParameters(job, method);
        if (!method.IsStatic || method.IsGenericMethod || result is null || parameters is null) return null;
        if (!IsAccessibleEnough(job, method, result, parameters.Value, context)) return null;

        var range = new AttributeRange(attribute, method, findings, job.CancellationToken);
        return new TaskModel
        {
            Method = Identifiers.Escape(method.Name),
            Member = Identifiers.WithoutAsync(method.Name),
            StoredName = StoredName(job, method, attribute),
            Version = range.Integer("Version", 1, 1, int.MaxValue),
            Pool = range.Name("Pool", "default"),
            MaxAttempts = range.Integer("MaxAttempts", 1, 1, 1000),
            RetryDelayMs = range.Integer("RetryDelayMs", 200, 0, 60_000),
            TimeoutTicks = range.Ticks("TimeoutSeconds"),
            Result = result,
            Parameters = parameters.Value,
        };
    }

    private static string StoredName(JobClass job, IMethodSymbol method, AttributeData attribute)
    {
        var fallback = Identifiers.WithoutAsync(method.Name);
        if (attribute.StringArgument(0) is not { } given) return fallback;
        if (WireNames.Problem(given) is not { } problem) return given;
        job.Findings.Add(
            JobFindingKind.InvalidWireName, attribute.LocationIn(method, job.CancellationToken), method.Name, WireNames.Quote(given), problem);
        return fallback;
    }

    private static ResultModel? ParseResult(JobClass job, IMethodSymbol method)
    {
        var shape = ReturnShapes.Of(method, out var value);
        if (value is null && !(shape == ReturnShape.Void && method.IsAsync)) return new ResultModel(shape, null, null);
        if (value is null || method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            job.Findings.Add(JobFindingKind.TaskReturnType, method, method.Name, TypeNames.Display(method.ReturnType));
            return null;
        }

        if (job.Types.Classify(value, out var problem) is { } use) return new ResultModel(shape, TypeNames.Annotated(value), use);
        if (problem!.Reason != StateTypeObstacle.Error)
        {
            job.Findings.Add(JobFindingKind.TaskResultNotStorable, method, method.Name, TypeNames.Display(value), problem.Explanation);
        }

        return null;
    }

    /// <summary>
    /// The rule of arguments and services. Where a <c>TaskContext</c> is taken, what stands before it is an argument and
    /// what stands after it a service. Where none is, a parameter whose type can be stored is an argument, and any other is
    /// a service if it is a reference type. A <c>CancellationToken</c> is the context's token wherever it stands. A job's
    /// context is none of these: the task may run when no attempt of the job does.
    /// </summary>
    private static EquatableArray<ParameterModel>? ParseParameters(JobClass job, IMethodSymbol method)
    {
        var contextAt = -1;
        foreach (var parameter in method.Parameters)
        {
            if (contextAt < 0 && parameter.Type.Is(KnownNames.TaskContext)) contextAt = parameter.Ordinal;
        }

        var models = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            if (ParseParameter(job, method, parameter, contextAt) is { } model) models.Add(model);
        }

        return models.Count == method.Parameters.Length ? models.ToEquatableArray() : null;
    }

    private static ParameterModel? ParseParameter(JobClass job, IMethodSymbol method, IParameterSymbol parameter, int contextAt)
    {
        if (!SyntaxFacts.IsValidIdentifier(parameter.Name)) return null; // Half-typed.
        if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType || parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
        {
            job.Findings.Add(JobFindingKind.TaskParameterByReference, parameter, method.Name, parameter.Name);
            return null;
        }

        if (ContextParameter.NameOf(parameter, job) is { } forbidden)
        {
            // Neither argument nor service. Said of every such type, or it would be left out here and taken for a service there.
            job.Findings.Add(
                JobFindingKind.TaskArgumentNotStorable, parameter, method.Name, parameter.Name, forbidden,
                $"it is for RunAsync of job '{job.Type.Name}' alone; pass what the task needs as arguments; it may take a TaskContext");
            return null;
        }

        if (parameter.Ordinal == contextAt) return Model(parameter, ParameterRole.Context, null);
        if (JobClass.IsToken(parameter.Type)) return Model(parameter, ParameterRole.CancellationToken, null);

        StateTypeProblem? problem = null;
        var mayBeArgument = contextAt < 0 || parameter.Ordinal < contextAt;
        if (mayBeArgument && job.Types.Classify(parameter.Type, out problem, parameter) is { } use)
        {
            WireNames.Check(parameter, job.Findings, job.CancellationToken);
            return Model(parameter, ParameterRole.Argument, parameter.AllowsNull() ? use with { NotNull = false } : use);
        }

        if (parameter.Type.TypeKind == TypeKind.Error) return null;
        if ((contextAt < 0 || parameter.Ordinal > contextAt) && JobClass.IsService(parameter)) return Model(parameter, ParameterRole.Service, null);

        if (problem is not { Reason: StateTypeObstacle.Error })
        {
            job.Findings.Add(
                JobFindingKind.TaskArgumentNotStorable, parameter, method.Name, parameter.Name, TypeNames.Display(parameter.Type),
                problem?.Explanation ?? "it stands after the TaskContext, where services stand, and no container holds it");
        }

        return null;
    }

    private static ParameterModel Model(IParameterSymbol parameter, ParameterRole role, TypeUse? use) => new(
        role,
        Identifiers.Escape(parameter.Name),
        WireNames.Of(parameter),
        role == ParameterRole.Argument ? TypeNames.Annotated(parameter.Type) : TypeNames.Plain(parameter.Type),
        use,
        role == ParameterRole.Argument ? Literal.DefaultOf(parameter) : null);

    private static bool IsAccessibleEnough(
        JobClass job, IMethodSymbol method, ResultModel result, EquatableArray<ParameterModel> parameters, Accessibility context)
    {
        var types = method.Parameters.Where((_, i) => parameters[i].Role == ParameterRole.Argument).Select(p => p.Type).ToList();
        if (result.Type is not null) types.Add(method.ReturnType);
        var below = types.Select(t => AccessLevel.FirstBelow(t, context, job.Type)).FirstOrDefault(t => t is not null);
        if (below is null) return true;
        job.Findings.Add(JobFindingKind.TaskLessAccessible, method, method.Name, TypeNames.Display(below));
        return false;
    }
}
