using Jobs.Remote;
using Jobs.Store;

namespace Jobs;

/// <summary>
/// Takes a store by force from an owner that lives and does not answer, such as one that was stopped by SIGSTOP or hangs in a
/// debugger: an operator's deed, for tools that ask first. What the old owner acknowledged is kept, what it still tries to
/// write is refused, and the next host recovers as after a crash. Ending that process does the same, and is the better way
/// wherever it can be ended. Linux only.
/// </summary>
/// <remarks>No host does this by itself: it would on every silence, and a silence is no death.</remarks>
public sealed class JobsTakeOver
{
    private readonly OwnerCard _owner;

    private JobsTakeOver(string store, OwnerCard owner) => (StoreFile, _owner) = (store, owner);

    /// <summary>The store's file.</summary>
    public string StoreFile { get; }

    /// <summary>Who owns it: program and process.</summary>
    public string Owner => _owner.Owner;

    /// <summary>The owner's process id.</summary>
    public int ProcessId => _owner.ProcessId;

    /// <summary>Whether that process is stopped, by a signal or a debugger, as the system says; it may go on at any time.</summary>
    public bool IsStopped => OwnerProcess.IsStopped(_owner);

    /// <summary>Looks who owns a store, and asks that process whether it is there. Changes nothing.</summary>
    /// <param name="path">The file that a host gives to <c>UseSqlite</c>.</param>
    /// <param name="patience">How long the owner may take to answer. Longer than zero.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What can be taken over, or null when nobody owns the store: a host can start.</returns>
    /// <exception cref="JobStoreException">The owner answers, or cannot be asked; the message says what to do.</exception>
    /// <exception cref="PlatformNotSupportedException">Elsewhere than on Linux.</exception>
    public static async Task<JobsTakeOver?> LookAsync(string path, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero);
        RequireLinux();
        var store = CanonicalPath.Of(Path.GetFullPath(path));
        if (!File.Exists(store)) throw StoreFaults.NoStore(store);
        StoreHeader.Require(store, isVisit: false);
        var card = OwnerCard.TryRead(store);
        if (!OwnerLock.IsHeld(store) && card?.IsListening() != true) return null; // Whose lock file was removed is found by its socket.

        // The lock is taken a moment before its holder's card is written: the card may be that of one that is dead.
        if (card is null || (card.Host == Environment.MachineName && !Directory.Exists($"/proc/{card.ProcessId}"))) throw StoreFaults.Owned(store, "a process that has only just taken it, and not said who it is");

        var takeOver = new JobsTakeOver(store, card);
        if (card.Host != Environment.MachineName) throw Refused(takeOver, $"it says that it runs on '{card.Host}', and this is '{Environment.MachineName}': nothing can be known of it here. End it there");
        if (await AnswersAsync(card, store, patience, cancellationToken).ConfigureAwait(false) is { } answers && (answers || !takeOver.IsStopped))
        {
            throw Refused(takeOver, answers
                ? $"it answers. End it, and it leaves everything in order: kill {card.ProcessId}"
                : $"it runs, and does not listen where it could be asked whether it is well. End it: kill {card.ProcessId}");
        }

        return takeOver;
    }

    /// <summary>Takes the store. Afterwards nobody owns it.</summary>
    /// <exception cref="JobStoreException">It cannot be taken, as from a process that was stopped while it wrote; nothing was changed.</exception>
    public void Force() => ForcedTakeOver.Run(StoreFile, _owner, $"an operator, who took it from {Owner} by force", ForcedTakeOver.TransactionMax);

    private static void RequireLinux()
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("A store can be taken over by force on Linux only: elsewhere the old owner could not tell that its lock file was replaced. End its process instead.");
    }

    // Null for silence; false where nobody can be asked: it takes no clients, starts, ends, or is another user's.
    private static async Task<bool?> AnswersAsync(OwnerCard card, string store, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = await OwnerConnection.OpenAsync(card, store, RemoteLimits.Default, patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OwnerGoneException)
        {
            return false;
        }
        catch (JobStoreException failure) when (failure.Fault == JobStoreFault.Silent)
        {
            return null;
        }
    }

    private static JobStoreException Refused(JobsTakeOver takeOver, string why) =>
        new(JobStoreFault.Owned, $"The job store '{takeOver.StoreFile}' is not taken from {takeOver.Owner}: {why}.");
}
