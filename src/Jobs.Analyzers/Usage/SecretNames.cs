namespace Jobs.Analyzers.Usage;

/// <summary>Names that say that their value is a secret.</summary>
internal static class SecretNames
{
    // A name ends with what it is: SmtpPassword is one, PasswordLength is not.
    private static readonly string[] s_endings =
    [
        "password", "passwd", "passphrase", "secret", "secretkey", "apikey", "accesskey", "privatekey", "encryptionkey", "signingkey", "credential",
        "credentials", "connectionstring", "accesstoken", "bearertoken", "refreshtoken", "authtoken", "apitoken",
    ];

    public static bool IsSecret(string name)
    {
        var plain = name.Replace("_", "");
        return plain.Equals("token", StringComparison.OrdinalIgnoreCase) || plain.Equals("pwd", StringComparison.OrdinalIgnoreCase)
            || s_endings.Any(ending => plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
