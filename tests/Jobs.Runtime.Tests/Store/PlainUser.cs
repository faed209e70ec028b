using System.Runtime.InteropServices;

namespace Jobs.Runtime.Tests.Store;

/// <summary>
/// Runs code as a user whom permissions bind. Root they do not, so there one thread, which ends afterwards, takes the
/// identity of nobody for its use of files; on Linux that is a thread's own affair.
/// </summary>
internal static class PlainUser
{
    private const int Nobody = 65534;

    public static void Run(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (Environment.IsPrivilegedProcess) BecomeNobody();
                action();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) throw new AggregateException(failure);
    }

    // Each call answers what held before it, whether or not it had an effect.
    private static void BecomeNobody()
    {
        _ = SetGroup(Nobody);
        _ = SetUser(Nobody);
        if (SetGroup(Nobody) != Nobody || SetUser(Nobody) != Nobody) throw new InvalidOperationException("The thread's identity could not be changed.");
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetUser(int user);

    [DllImport("libc", EntryPoint = "setfsgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetGroup(int group);
}
