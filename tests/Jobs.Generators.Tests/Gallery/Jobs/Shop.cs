namespace Gallery.Shop;

public enum OrderState
{
    New,
    Paid,
    Shipped,
#if GEN3
    Returned,
#endif
}

public sealed class Address
{
    public required string Street { get; init; }
    public required string City { get; init; }
    public string? Country { get; set; }
#if GEN2
    [FormerlyNamed("Zip")] public string? PostCode { get; set; }
#else
    public string? Zip { get; set; }
#endif
}

public sealed record Item(string Sku, int Count, decimal Price);

[Job("checkout")]
public sealed partial class CheckoutJob
{
    public required Guid Cart { get; init; }
    public required ImmutableList<Item> Items { get; init; }
    public required Address Ship { get; init; }
    private OrderState _state;
    private string? _payment;

    private async Task<OrderState> RunAsync(Context ctx)
    {
        _payment ??= await ctx.TaskDispatcher.Charge.Run(Cart, Items.Sum(i => i.Price));
        _state = OrderState.Paid;
        await ctx.CheckpointAsync();
        return _state;
    }

    [JobTask("charge")]
    private static string Charge(Guid cart, decimal amount, TaskContext task) => task.IdempotencyKey;
}

[Job("stock-take")]
public sealed partial class StockTakeJob
{
    public required string Warehouse { get; init; }
    private readonly JournaledDictionary<string, int> _counted = [];
#if GEN2
    private string? _by;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("price-import")]
public sealed partial class PriceImportJob
{
    public required SortedDictionary<string, decimal> Prices { get; init; }
    private int _changed;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("recommendations")]
public sealed partial class RecommendationsJob
{
    public int PerCustomer { get; init; } = 10;
    private readonly Dictionary<long, ImmutableArray<string>> _picks = [];
#if GEN2
    private sbyte _bias;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

#if GEN2
[Job("cart-reminder"), FormerlyNamed("abandoned-cart")]
public sealed partial class CartReminderJob
#else
[Job("abandoned-cart")]
public sealed partial class AbandonedCartJob
#endif
{
    public required Guid Cart { get; init; }
    public DateTimeOffset Since { get; init; }
    private int _reminders;

    private async Task RunAsync(Context ctx)
    {
        for (; _reminders < 3; _reminders++)
        {
            await ctx.SleepAsync(TimeSpan.FromDays(1), $"reminder {_reminders}");
            await ctx.CheckpointAsync();
        }
    }
}

[Job("gift-cards")]
public sealed partial class GiftCardsJob
{
    public ushort Count { get; init; } = 100;
    private readonly HashSet<ulong> _codes = [];
    private ulong _last;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("catalogue-print")]
public sealed partial class CataloguePrintJob
{
    public required IReadOnlyDictionary<string, List<Item>> Chapters { get; init; }
    private Index _page = 0;
    private readonly List<Range> _printed = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("loyalty-points")]
public sealed partial class LoyaltyPointsJob
{
    public required DateOnly Month { get; init; }
#if GEN3
    private readonly Dictionary<Guid, long> _points = [];
#else
    private readonly Dictionary<Guid, int> _points = [];
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("returns")]
public sealed partial class ReturnsJob
{
    public required List<(Guid Order, string Sku, int Count)> Returns { get; init; }
    private readonly Queue<int> _open = new();
    private Dictionary<OrderState, int> _perState = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("search-index")]
public sealed partial class SearchIndexJob
{
    public required string Language { get; init; }
    private readonly SortedList<string, int> _terms = [];
    private readonly Dictionary<char, int> _letters = [];
#if !GEN2
    private bool _isFull;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}
