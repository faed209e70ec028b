namespace Gallery.Money;

public enum Currency
{
    Eur,
    Usd,
#if GEN2
    Chf,
#endif
    [JobName("pound")] Gbp,
}

public readonly record struct Price(decimal Amount, Currency Currency);

public sealed record Line(string Sku, int Quantity, Price Each)
{
#if GEN3
    public decimal Discount { get; init; }
#endif
}

public sealed class Party
{
    public required string Name { get; init; }
    public string? Vat { get; set; }
#if GEN2
    public Party? Agent { get; set; }
#endif
}

[Job("invoice-run")]
public sealed partial class InvoiceRunJob
{
    public required DateOnly Month { get; init; }
    public required Party Issuer { get; init; }
    private readonly JournaledDictionary<string, decimal> _totals = [];
    private int _number;

    private async Task<decimal> RunAsync(Context ctx)
    {
        _number++;
        _totals["x"] = await ctx.TaskDispatcher.Total.Run([new Line("a", 1, new(1, Currency.Eur))]);
        await ctx.CheckpointAsync();
        return _totals["x"];
    }

    [JobTask("total")]
    private static decimal Total(Line[] lines) => lines.Sum(l => l.Quantity * l.Each.Amount);
}

[Job("dunning")]
public sealed partial class DunningJob
{
    public int Level { get; init; } = 1;
    private readonly List<(Guid Invoice, DateOnly Due, decimal Open)> _overdue = [];
#if GEN2
    [FormerlyNamed("fee")] private decimal _surcharge;
#else
    private decimal _fee;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("exchange-rates")]
public sealed partial class ExchangeRatesJob
{
    public required ImmutableArray<Currency> Wanted { get; init; }
    private readonly Dictionary<Currency, decimal> _rates = [];
    private DateTimeOffset _asOf;
#if GEN2
    private string? _source;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("payroll")]
public sealed partial class PayrollJob
{
    public required int Year { get; init; }
    public required int Month { get; init; }
    private readonly Dictionary<long, Slip> _slips = [];

    private async Task RunAsync(Context ctx)
    {
        _slips[1] = new Slip { Gross = 1 };
        await ctx.CheckpointAsync();
    }

    private sealed class Slip
    {
        public decimal Gross { get; set; }
        public decimal Net { get; set; }
#if GEN2
        public List<decimal> Corrections { get; set; } = [];
#endif
    }
}

[Job("bank-statement")]
public sealed partial class BankStatementJob
{
    public required string Iban { get; init; }
#if GEN2
    private BigInteger _cents;
#else
    private long _cents;
#endif
    private readonly LinkedList<string> _unmatched = new();

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("tax-report")]
public sealed partial class TaxReportJob
{
    public required string Authority { get; init; }
    private readonly SortedList<int, decimal> _perQuarter = [];
#if !GEN2
    private bool _isDraft;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("ledger-close")]
public sealed partial class LedgerCloseJob
{
    public required Guid Ledger { get; init; }
    private State _state = new(0, null);

    private async Task RunAsync(Context ctx)
    {
        _state = _state with { Step = _state.Step + 1 };
        await ctx.CheckpointAsync();
    }

    private sealed record State(int Step, DateTime? LockedAt)
    {
#if GEN2
        public string By { get; init; } = "system";
#endif
#if GEN3
        public ImmutableList<string> Notes { get; init; } = [];
#endif
    }
}

[Job("budget-forecast")]
public sealed partial class BudgetForecastJob
{
    public required decimal[][] History { get; init; }
    public double Confidence { get; init; } = 0.95;
    private double[,] _matrix = new double[0, 0];
    private UInt128 _seed;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

#if GEN3
[Job("card-settlement"), FormerlyNamed("settlement"), FormerlyNamed("card-clearing")]
#elif GEN2
[Job("card-clearing"), FormerlyNamed("settlement")]
#else
[Job("settlement")]
#endif
public sealed partial class CardSettlementJob
{
    public required int Batch { get; init; }
    private readonly Dictionary<(int Terminal, DateOnly Day), decimal> _sums = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("refunds")]
public sealed partial class RefundsJob
{
    public required IReadOnlyList<Price> Refunds { get; init; }
    public string? Reason { get; init; }
    private Price? _last;
    private int _index;

    private async Task<Price?> RunAsync(Context ctx)
    {
        for (; _index < Refunds.Count; _index++)
        {
            _last = Refunds[_index];
            await ctx.CheckpointIfDueAsync();
        }

        return _last;
    }
}
