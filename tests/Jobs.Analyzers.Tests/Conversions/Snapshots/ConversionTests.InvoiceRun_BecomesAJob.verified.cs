#nullable enable
using Jobs;

namespace Converted;

public interface ILedger
{
    Task<decimal> BillAsync(string customer, int month, CancellationToken cancellationToken = default);
}

/// <summary>Bills the customers of a month, and tells what it came to.</summary>
[Job("invoice-run")]
public sealed partial class InvoiceRun
{
    [JobIgnore]
    private ILedger _ledger = null!;

    public required string[] Customers { get; init; }
    public required int Month { get; init; }

    private int _customersDone;
    private decimal _total;

    private async Task<decimal> RunAsync(Context ctx, ILedger ledger)
    {
        _ledger = ledger;
        foreach (var customer in Customers.Skip(_customersDone))
        {
            _total += await _ledger.BillAsync(customer, Month, ctx.CancellationToken);
            _customersDone++;
            await ctx.CheckpointIfDueAsync();
        }

        return _total;
    }
}