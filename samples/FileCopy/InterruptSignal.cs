using System.Runtime.InteropServices;

namespace FileCopy;

/// <summary>
/// Ctrl+C, and its polite kin from other programs. The first asks for a stop that saves; a second one gets what the system
/// does without us, which ends the process at once: the store is made for that.
/// </summary>
internal sealed class InterruptSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public InterruptSignal() =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, OnSignal))];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;

        // Not Cancel: its callbacks would run here, and hold up the second signal.
        _ = _source.CancelAsync();
    }
}
