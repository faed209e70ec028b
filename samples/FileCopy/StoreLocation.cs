using System.Security.Cryptography;
using System.Text;

namespace FileCopy;

/// <summary>
/// Where the store lies unless <c>--store</c> says otherwise: one file for each pair of source and destination, in the
/// user's local application data. Beside the destination would be nearer, but the destination may be the root of a volume,
/// a network share, or a place where nothing but the copy should appear.
/// </summary>
internal static class StoreLocation
{
    /// <summary>The default file for a pair of absolute paths, or null when this user has no folder for application data.</summary>
    public static string? Default(string source, string destination)
    {
        string data;
        try
        {
            data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // A home that is read-only is none.
        }

        return data.Length == 0 ? null : Path.Combine(data, "FileCopy", $"{Digest(source, destination)}.db");
    }

    /// <summary>32 hexadecimal digits of both paths.</summary>
    public static string Digest(string source, string destination)
    {
        // No path contains a NUL, so no two pairs run together.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\0{destination}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
