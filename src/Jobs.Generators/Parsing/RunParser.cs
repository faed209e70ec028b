using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>The job's <c>RunAsync</c>.</summary>
internal static class RunParser
{
    private const string IfInput = "if the submit gives it, declare it as input: a required member with an init accessor";

    /// <summary>The method, even if something is wrong with it; null when there is none, or no single one.</summary>
    public static IMethodSymbol? Find(JobClass job)
    {
        var named = job.Type.GetMembers(KnownNames.RunAsync).OfType<IMethodSymbol>()
            .Where(m => m.MethodKind == MethodKind.Ordinary && !m.IsGeneratedByUs())
            .ToList();
        var taking = named.Where(m => m.Parameters.Length > 0 && ContextParameter.IsOwn(m.Parameters[0], job)).ToList();
        if (taking.Count == 1) return taking[0];

        var name = job.Type.Name;
        if (taking.Count > 1) job.Findings.Add(JobFindingKind.RunAmbiguous, taking[1], name);
        else if (named.Count > 0) job.Findings.Add(JobFindingKind.RunSignature, named[0], name, "takes no Context first");
        else job.Findings.Add(JobFindingKind.RunMissing, job.Type.MainLocation(), name);
        return null;
    }

    /// <summary>How it is called, or null when it cannot be.</summary>
    public static RunModel? Parse(JobClass job, IMethodSymbol method)
    {
        var name = job.Type.Name;
        if (method.IsStatic || method.IsGenericMethod)
        {
            // In a static class it cannot be anything else, and the class is what is reported.
            if (!job.Type.IsStatic) job.Findings.Add(JobFindingKind.RunSignature, method, name, method.IsStatic ? "is static" : "is generic");
            return null;
        }

        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            if (Parse(job, parameter) is { } model) parameters.Add(model);
            else if (ContextParameter.NameOf(parameter, job) is { } context)
            {
                job.Findings.Add(JobFindingKind.RunParameter, parameter, name, parameter.Name, context, IfInput);
            }
            else if (parameter.Type.TypeKind != TypeKind.Error)
            {
                var remedy = IsProgress(parameter.Type) ? $"report through '{method.Parameters[0].Name}.Progress', which whoever watches the job sees" : IfInput;
                job.Findings.Add(JobFindingKind.RunParameter, parameter, name, parameter.Name, TypeNames.Display(parameter.Type), remedy);
            }
        }

        if (ParseResult(job, method) is not { } result || parameters.Count < method.Parameters.Length) return null;
        return new RunModel(result, parameters.ToEquatableArray());
    }

    private static ParameterModel? Parse(JobClass job, IParameterSymbol parameter)
    {
        ParameterRole role;
        if (parameter.Ordinal == 0) role = ParameterRole.Context;
        else if (ContextParameter.NameOf(parameter, job) is not null) return null; // A second one: there is one, and it is the first.
        else if (parameter.RefKind == RefKind.None && JobClass.IsToken(parameter.Type)) role = ParameterRole.CancellationToken;
        else if (JobClass.IsService(parameter) && !IsProgress(parameter.Type) && parameter.Type.TypeKind != TypeKind.Error) role = ParameterRole.Service;
        else return null;

        // The context's type does not exist before we write it.
        var type = role == ParameterRole.Context ? KnownNames.Context : TypeNames.Plain(parameter.Type);
        return new ParameterModel(role, Identifiers.Escape(parameter.Name), parameter.Name, type, Type: null, Default: null);
    }

    /// <summary>Whoever starts something hands one over; a container has none, and a job may outlive who started it.</summary>
    private static bool IsProgress(ITypeSymbol type) => type is INamedTypeSymbol named && TypeNames.Metadata(named.OriginalDefinition) == "System.IProgress`1";

    private static ResultModel? ParseResult(JobClass job, IMethodSymbol method)
    {
        var shape = ReturnShapes.Of(method, out var value);
        if (shape is ReturnShape.Void or ReturnShape.Value)
        {
            if (value?.TypeKind != TypeKind.Error)
            {
                job.Findings.Add(JobFindingKind.RunReturnType, method, job.Type.Name, TypeNames.Display(method.ReturnType));
            }

            return null;
        }

        if (value is null) return new ResultModel(shape, null, null);
        if (job.Types.Classify(value, out var problem) is { } use) return new ResultModel(shape, TypeNames.Annotated(value), use);
        if (problem!.Reason != StateTypeObstacle.Error)
        {
            job.Findings.Add(
                JobFindingKind.RunResultNotStorable, method, job.Type.Name, TypeNames.Display(value), problem.Explanation);
        }

        return null;
    }
}
