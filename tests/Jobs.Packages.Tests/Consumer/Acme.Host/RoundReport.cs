namespace Acme.Host;

internal sealed record RoundReport(int Count, long Sum, int Length);
