#nullable enable
using Jobs;

namespace Converted;

public interface ILedger
{
    Task<decimal> BillAsync(string customer, int month, CancellationToken cancellationToken = default);
}

/// <summary>Bills the customers of a month, and tells what it came to.</summary>
[Job("invoice-run")]
public sealed class InvoiceRun
{
    private readonly ILedger _ledger;

    public InvoiceRun(ILedger ledger)
    {
        _ledger = ledger;
    }

    public async Task<decimal> BillAllAsync(string[] customers, int month)
    {
        decimal total = 0;
        foreach (var customer in customers)
        {
            total += await _ledger.BillAsync(customer, month);
        }

        return total;
    }
}
