using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>
/// The input of a job whose row is older than its class. Input is written once, so an upgrade changes it in memory only. The
/// next checkpoint writes state of the class's version, which the upgrades do not touch again; input of the row's version
/// beside it would then never be read right. So that state carries the upgraded input along, and where it does, the old input
/// is not read any more. A row whose state has its own version needs neither.
/// </summary>
internal static class CarriedInput
{
    /// <summary>The state of a job for a checkpoint.</summary>
    /// <param name="descriptor">Its class.</param>
    /// <param name="job">The job.</param>
    /// <param name="inputVersion">The version that its input was stored with.</param>
    /// <param name="limits">The limits, which hold for the two parts as they do apart.</param>
    public static byte[] State(JobDescriptor descriptor, object job, int inputVersion, JobLimits limits)
    {
        var state = PayloadEncoder.State(descriptor, job, limits);
        return inputVersion >= descriptor.Version ? state : Join(PayloadEncoder.Input(descriptor, job, limits), state);
    }

    /// <summary>Makes a job from its stored bytes.</summary>
    /// <exception cref="JobPayloadException">They cannot be read.</exception>
    public static object Restore(JobDescriptor descriptor, int inputVersion, byte[] input, int stateVersion, byte[] state) =>
        stateVersion > inputVersion
            ? descriptor.Restore(state, [], stateVersion)
            : descriptor.Restore(input, state, stateVersion);

    /// <summary>The members of two JSON objects in one, those of the second last. Both are ours, so they have no space around their braces.</summary>
    private static byte[] Join(byte[] first, byte[] second)
    {
        const int Braces = 2;
        if (first.Length == Braces) return second;
        if (second.Length == Braces) return first;
        return [.. first.AsSpan(0, first.Length - 1), (byte)',', .. second.AsSpan(1)];
    }
}
