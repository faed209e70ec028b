using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Parsing;

/// <summary>The methods marked <c>[UpgradeFrom]</c>.</summary>
internal static class UpgradeParser
{
    public static EquatableArray<UpgradeModel> Parse(JobClass job, int version, EquatableArray<JobMemberModel> members)
    {
        var found = new SortedDictionary<int, (IMethodSymbol Method, UpgradeModel Model)>();
        foreach (var method in job.Type.GetMembers().OfType<IMethodSymbol>())
        {
            job.CancellationToken.ThrowIfCancellationRequested();
            if (method.MethodKind != MethodKind.Ordinary || !SyntaxFacts.IsValidIdentifier(method.Name)) continue;
            if (method.FindAttribute(KnownNames.UpgradeFromAttribute) is not { } attribute) continue;
            if (VersionOf(job, method, attribute, version) is not { } from) continue;
            if (found.TryGetValue(from, out var other))
            {
                Report(job, attribute, method, from, $"'{other.Method.Name}' upgrades from it; one method does, with all parameters that it needs");
                continue;
            }

            if (ParseUpgrade(job, method, from) is { } model) found.Add(from, (method, model));
        }

        return Resolve(job, found.Values.ToList(), members);
    }

    private static int? VersionOf(JobClass job, IMethodSymbol method, AttributeData attribute, int version)
    {
        // Half-typed: the compiler reports it.
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length != 1 || arguments[0] is not { Kind: TypedConstantKind.Primitive, Value: int from }) return null;
        if (from >= 1 && from < version) return from;
        Report(job, attribute, method, from, from < 1
            ? "the first version of a job is 1"
            : $"the job's own is {version}; raise [Job(Version = …)] above the version that is upgraded");
        return null;
    }

    private static void Report(JobClass job, AttributeData attribute, IMethodSymbol method, int from, string problem) =>
        job.Findings.Add(
            JobFindingKind.UpgradeVersion, attribute.LocationIn(method, job.CancellationToken), method.Name,
            from.ToString(System.Globalization.CultureInfo.InvariantCulture), problem);

    private static UpgradeModel? ParseUpgrade(JobClass job, IMethodSymbol method, int from)
    {
        if (SignatureProblem(method) is { } problem)
        {
            job.Findings.Add(JobFindingKind.UpgradeSignature, method, method.Name, problem);
            return null;
        }

        var parameters = new List<UpgradeParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            if (!SyntaxFacts.IsValidIdentifier(parameter.Name)) return null; // Half-typed.
            if (job.Types.Classify(parameter.Type, out var obstacle) is not { } entry)
            {
                if (obstacle!.Reason != StateTypeObstacle.Error)
                {
                    job.Findings.Add(
                        JobFindingKind.UpgradeParameterNotStorable, parameter, method.Name, parameter.Name,
                        TypeNames.Display(parameter.Type), obstacle.Explanation);
                }

                return null;
            }

            WireNames.Check(parameter, job.Findings, job.CancellationToken);
            var isOut = parameter.RefKind == RefKind.Out;
            parameters.Add(new UpgradeParameterModel(
                parameter.Name, WireNames.Of(parameter), entry, isOut, default, isOut ? null : Literal.DefaultOf(parameter)));
        }

        return new UpgradeModel(from, Identifiers.Escape(method.Name), parameters.ToEquatableArray());
    }

    private static string? SignatureProblem(IMethodSymbol method) => method switch
    {
        { IsStatic: false } => "is not static: the job does not exist yet",
        { IsGenericMethod: true } => "is generic",
        { ReturnsVoid: false } => "returns a value, which nobody takes: give members through out parameters, and return void",
        { IsAsync: true } => "is async: an upgrade computes, and waits for nothing",
        _ when method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.Out)) => "has a ref or in parameter: take members by value, and give them with out",
        _ when !method.Parameters.Any(p => p.RefKind == RefKind.Out) => "gives nothing: it has no out parameter",
        _ => null,
    };

    /// <summary>Gives each <c>out</c> parameter the exact name of the member it stands for, and reports those that stand for none.</summary>
    private static EquatableArray<UpgradeModel> Resolve(
        JobClass job, List<(IMethodSymbol Method, UpgradeModel Model)> upgrades, EquatableArray<JobMemberModel> members)
    {
        var resolved = new List<UpgradeModel>();
        for (var i = 0; i < upgrades.Count; i++)
        {
            var (method, model) = upgrades[i];
            var later = upgrades.Skip(i + 1).SelectMany(u => u.Model.Parameters).Where(p => !p.IsOut);
            var parameters = new List<UpgradeParameterModel>();
            foreach (var parameter in model.Parameters)
            {
                var member = parameter.IsOut ? Find(members, parameter.WireName) : null;
                if (parameter.IsOut && (member is null or { Role: JobMemberRole.Journal }) && !later.Any(p => IsAlike(p.WireName, parameter.WireName)))
                {
                    job.Findings.Add(
                        JobFindingKind.UpgradeTarget, method.Parameters.First(p => p.Name == parameter.Name), method.Name, parameter.Name, job.Type.Name,
                        member is null ? "the name of no stored member" : "a journaled member, which is stored apart");
                    break;
                }

                parameters.Add(member is null ? parameter : parameter with { WireName = member.WireName, Replaced = member.Aliases });
            }

            if (parameters.Count == model.Parameters.Count) resolved.Add(model with { Parameters = parameters.ToEquatableArray() });
        }

        return resolved.ToEquatableArray();
    }

    private static JobMemberModel? Find(EquatableArray<JobMemberModel> members, string name) =>
        members.FirstOrDefault(m => m.WireName == name) ?? members.FirstOrDefault(m => IsAlike(m.WireName, name));

    /// <summary>Whether a parameter's name is a member's but for the case of the first letter. As <c>StoredMembers</c> finds it.</summary>
    private static bool IsAlike(string member, string parameter) =>
        member.Length == parameter.Length
        && char.ToUpperInvariant(member[0]) == char.ToUpperInvariant(parameter[0])
        && string.CompareOrdinal(member, 1, parameter, 1, member.Length) == 0;
}
