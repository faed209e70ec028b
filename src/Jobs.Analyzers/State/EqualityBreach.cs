using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.State;

/// <summary>A part of a type that two values with the same contents do not have in common.</summary>
/// <param name="Path">Where it is, from the type on: <c>Order.Customer.Tags</c>; null for the type itself.</param>
/// <param name="Type">What is compared by reference.</param>
/// <param name="Lack">What is said of that type: what it lacks, or how it is compared.</param>
/// <param name="Owner">The author's type that could have an equality of its own; null where there is none.</param>
internal sealed record EqualityBreach(string? Path, ITypeSymbol Type, string Lack, INamedTypeSymbol? Owner);
