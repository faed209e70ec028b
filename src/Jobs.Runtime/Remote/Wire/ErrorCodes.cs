namespace Jobs.Remote;

/// <summary>Exceptions as words of the protocol, and back: a remote caller catches what a local one does.</summary>
internal static class ErrorCodes
{
    /// <summary>What an answer says of a failure. Whatever fails in an owner that stops is for the next one to do.</summary>
    public static (string Code, JobStoreFault? Fault) Of(Exception failure, bool isStopping) => failure switch
    {
        FrameException => (WireErrors.Protocol, null),
        JobUsageException => (WireErrors.Usage, null),
        JobPayloadException => (WireErrors.Payload, null),
        UnknownJobException => (WireErrors.UnknownJob, null),
        _ when isStopping => (WireErrors.Stopping, null),
        JobStoreException { Fault: JobStoreFault.Owned } => (WireErrors.Stopping, null), // Somebody else's by now: as good as stopping.
        JobStoreException store => (WireErrors.Store, store.Fault),
        _ => (WireErrors.Refused, null),
    };

    /// <summary>What a client throws.</summary>
    public static JobException ToException(WireObject error, JobId job)
    {
        var message = error.Text("message") ?? "The owner refused it without a reason.";
        return error.Text("code") switch
        {
            WireErrors.Usage => new JobUsageException(message),
            WireErrors.Payload => new JobPayloadException(message),
            WireErrors.UnknownJob => new UnknownJobException(job),
            WireErrors.Store => new JobStoreException((JobStoreFault)(error.Number("fault") ?? (int)JobStoreFault.Io), message),
            _ => new JobException(message),
        };
    }
}
