namespace Acme.Host;

/// <summary>Says what happens, a line in one write, and lets no task from a given number on come to its end.</summary>
internal sealed class Ledger(int holdFrom)
{
    private readonly object _gate = new();

    public void Say(string line)
    {
        lock (_gate)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }

    public Task HoldAsync(int number, CancellationToken cancellationToken) =>
        number < holdFrom ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken);
}
