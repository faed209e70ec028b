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
public sealed class MailDigest
{
    private readonly IMailbox _mailbox;
    private int _sent;

    public MailDigest(IMailbox mailbox)
    {
        _mailbox = mailbox ?? throw new ArgumentNullException(nameof(mailbox));
    }

    public List<string> Subscribers { get; set; } = new();

    public async Task<int> SendAllAsync()
    {
        foreach (var subscriber in Subscribers)
        {
            var text = await _mailbox.DigestAsync(subscriber);
            await _mailbox.SendAsync(subscriber, text);
            _sent++;
        }

        return _sent;
    }
}
