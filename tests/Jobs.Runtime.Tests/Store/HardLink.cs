using System.Runtime.InteropServices;
using System.Text;

namespace Jobs.Runtime.Tests.Store;

/// <summary>Gives a file a second name, which .NET itself does not.</summary>
internal static class HardLink
{
    public static void Create(string existing, string added)
    {
        if (Link(CString(existing), CString(added)) != 0) throw new IOException($"link failed with {Marshal.GetLastPInvokeError()}");
    }

    private static byte[] CString(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existing, byte[] added);
}
