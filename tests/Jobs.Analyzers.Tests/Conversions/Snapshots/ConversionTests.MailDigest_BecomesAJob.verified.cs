#nullable enable
using Jobs;

namespace Converted;

public interface IMailbox
{
    Task<string> DigestAsync(string subscriber, CancellationToken cancellationToken = default);

    Task SendAsync(string subscriber, string text, CancellationToken cancellationToken = default);
}

/// <summary>Sends every subscriber what is new.</summary>
[Job("mail-digest")]
public sealed partial class MailDigest
{
    [JobIgnore]
    private IMailbox _mailbox = null!;
    private int _sent;

    public List<string> Subscribers { get; init; } = new();

    private int _subscribersDone;

    private async Task<int> RunAsync(Context ctx, IMailbox mailbox)
    {
        _mailbox = mailbox;
        foreach (var subscriber in Subscribers.Skip(_subscribersDone))
        {
            var text = await _mailbox.DigestAsync(subscriber, ctx.CancellationToken);
            await _mailbox.SendAsync(subscriber, text, ctx.CancellationToken);
            _sent++;
            _subscribersDone++;
            await ctx.CheckpointIfDueAsync();
        }

        return _sent;
    }
}