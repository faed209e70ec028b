using System.Collections.Concurrent;
using Converted;

namespace Jobs.Integration.Tests.Conversions;

/// <summary>
/// All the services that the converted classes were written against. It notes what is done, in words, and can do something
/// once at a certain call: ask the job to pause, for one.
/// </summary>
internal sealed class World : IMailbox, ILedger, IImages, IFolders, ITable, IWeb, IDisk, ILibrary
{
    private readonly ConcurrentQueue<string> _done = new();
    private int _calls;

    /// <summary>What was done, in order.</summary>
    public IReadOnlyCollection<string> Done => _done;

    /// <summary>At which call, from 1, <see cref="AtCall"/> is done.</summary>
    public int When { get; init; }

    public Func<Task> AtCall { get; set; } = () => Task.CompletedTask;

    public Task<string> DigestAsync(string subscriber, CancellationToken cancellationToken) => DoAsync($"digest {subscriber}", $"news for {subscriber}");

    public Task SendAsync(string subscriber, string text, CancellationToken cancellationToken) => DoAsync($"send {subscriber} {text}", 0);

    public Task<decimal> BillAsync(string customer, int month, CancellationToken cancellationToken) => DoAsync($"bill {customer} {month}", (decimal)customer.Length);

    public Task<long> ShrinkAsync(string picture, CancellationToken cancellationToken) => DoAsync($"shrink {picture}", (long)picture.Length);

    public string[] List(string folder) => [.. Enumerable.Range(0, 5).Select(n => $"{folder}/{n}").Where(path => !_done.Contains($"delete {path}"))];

    public void Delete(string path) => DoAsync($"delete {path}", 0).GetAwaiter().GetResult();

    public Task<string[]> ReadAsync(string path, CancellationToken cancellationToken) => Task.FromResult<string[]>(["a;1", "b;2", "c;3", "d;4"]);

    public Task InsertAsync(string name, int amount, CancellationToken cancellationToken) => DoAsync($"insert {name} {amount}", 0);

    public Task<string[]> LinksAsync(string page, CancellationToken cancellationToken) =>
        DoAsync($"read {page}", page.Length > 3 ? [] : new[] { page + "l", page + "r" });

    public long Copy(string file, string target) => DoAsync($"copy {file} {target}", (long)file.Length).GetAwaiter().GetResult();

    Task<string> ILibrary.ReadAsync(string book, CancellationToken cancellationToken) => DoAsync($"open {book}", $"one {book} two");

    private async Task<T> DoAsync<T>(string what, T result)
    {
        _done.Enqueue(what);
        if (Interlocked.Increment(ref _calls) == When) await AtCall();
        return result;
    }
}
