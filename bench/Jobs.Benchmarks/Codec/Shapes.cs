namespace Jobs.Benchmarks.Codec;

/// <summary>A handful of scalars, as most jobs have.</summary>
public sealed class FlatState
{
    public int Done { get; set; }

    public long Bytes { get; set; }

    public string Phase { get; set; } = "";

    public string? LastPath { get; set; }

    public bool IsVerified { get; set; }

    public double Ratio { get; set; }

    public Guid Run { get; set; }

    public DateTime StartedAt { get; set; }

    public static FlatState Make() => new()
    {
        Done = 1234, Bytes = 9_876_543_210, Phase = "copying", LastPath = "/srv/data/2026/11/26/größe.bin", IsVerified = true, Ratio = 0.375,
        Run = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), StartedAt = new DateTime(2026, 11, 26, 15, 0, 0, DateTimeKind.Utc),
    };
}

/// <summary>Records in lists and dictionaries: a hundred of them.</summary>
public sealed class NestedState
{
    public List<Order> Orders { get; set; } = [];

    public Dictionary<string, Customer> Customers { get; set; } = [];

    public static NestedState Make()
    {
        var state = new NestedState();
        for (var i = 0; i < 100; i++)
            state.Orders.Add(new Order(i, $"customer-{i % 10}", (OrderStatus)(i % 3), [new Line($"sku-{i}", i % 7, 1.25m * i), new Line("shipping", 1, 4.90m)]));
        for (var i = 0; i < 10; i++) state.Customers.Add($"customer-{i}", new Customer($"Customer {i}", new Address("High Street", i, "12345", null)));
        return state;
    }
}

public sealed record Order(int Number, string Customer, OrderStatus Status, List<Line> Lines);

public sealed record Line(string Article, int Count, decimal Price);

public sealed record Customer(string Name, Address Address);

public sealed record Address(string Street, int House, string Code, string? Country);

public enum OrderStatus
{
    Open,
    Paid,
    Shipped,
}

/// <summary>Long arrays of numbers and texts: what a checkpoint rewrites where nothing is journaled.</summary>
public sealed class ArraysState
{
    public int[] Sizes { get; set; } = [];

    public double[] Weights { get; set; } = [];

    public string[] Paths { get; set; } = [];

    public static ArraysState Make() => new()
    {
        Sizes = [.. Enumerable.Range(0, 10_000).Select(i => i * 37)],
        Weights = [.. Enumerable.Range(0, 5_000).Select(i => i / 7.0)],
        Paths = [.. Enumerable.Range(0, 5_000).Select(i => $"/srv/data/part-{i:D6}.bin")],
    };
}
