namespace Jobs.Generators.Model;

/// <summary>One method marked <c>[UpgradeFrom]</c>.</summary>
/// <param name="From">The version whose rows it upgrades to the next one.</param>
/// <param name="Method">The method, escaped.</param>
/// <param name="Parameters">All of them, in order.</param>
internal sealed record UpgradeModel(int From, string Method, EquatableArray<UpgradeParameterModel> Parameters);

/// <summary>A member that an upgrade takes or gives.</summary>
/// <param name="Name">The parameter, not escaped.</param>
/// <param name="WireName">
/// The member: of a taken one the parameter's name, which finds it whatever the case of its first letter; of a given one the
/// exact name, unless only a later upgrade takes it.
/// </param>
/// <param name="Type">Its entry among the stored types.</param>
/// <param name="IsOut">Whether the upgrade gives it.</param>
/// <param name="Replaced">Of a given one, the former names of the member: a row that has it under one of them has it no more.</param>
/// <param name="Default">What a missing one becomes, as a literal; null when it must be there.</param>
internal sealed record UpgradeParameterModel(
    string Name, string WireName, TypeUse Type, bool IsOut, EquatableArray<string> Replaced, string? Default);
