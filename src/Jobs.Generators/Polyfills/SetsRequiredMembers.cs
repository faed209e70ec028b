namespace System.Diagnostics.CodeAnalysis;

/// <summary>What the copy constructors of records with required members carry; for .NET Standard 2.0.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
