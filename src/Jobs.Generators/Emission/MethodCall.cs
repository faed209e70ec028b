using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Calls of the author's methods.</summary>
internal static class MethodCall
{
    /// <summary>A call whose value is a <c>ValueTask</c> of the result, whatever the method returns; of void the call alone.</summary>
    public static string Of(string target, ResultModel result, IEnumerable<string> arguments, string method)
    {
        var call = $"{target}({string.Join(", ", arguments)})";
        return result.Shape switch
        {
            ReturnShape.Task or ReturnShape.TaskOfValue => $"{Seam.Calls}.From({call}, {Literals.Text(method)})",
            ReturnShape.ValueTask => $"{Seam.Calls}.From({call})",
            ReturnShape.Value => $"new {Seam.ValueTask}<{result.TypeName}>({call})",
            _ => call,
        };
    }

    /// <summary>What is passed for a parameter.</summary>
    public static string Argument(ParameterModel parameter, string job, string method, string context, string token) => parameter.Role switch
    {
        ParameterRole.Context => context,
        ParameterRole.CancellationToken => token,
        ParameterRole.Argument => "arguments." + TaskEmitter.Field(parameter),
        _ => $"{Seam.Services}.Get<{parameter.TypeName}>(services, {Literals.Text(job)}, {Literals.Text(method)})",
    };

    /// <summary>The type of a result, as descriptors name it.</summary>
    public static string TypeOf(ResultModel? result) => result?.TypeName ?? Seam.NoResult;
}
