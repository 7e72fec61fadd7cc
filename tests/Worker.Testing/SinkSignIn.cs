namespace Worker.Testing;

/// <summary>Reads what clients say to sign in.</summary>
internal static class SinkSignIn
{
    /// <summary>What a server says of a token it does not take, before it refuses (RFC 7628).</summary>
    public static string Refusal { get; } = Convert.ToBase64String("""{"status":"invalid_token"}"""u8);

    public static bool ExplainsRefusals(string mechanism) =>
        mechanism.ToUpperInvariant() is "XOAUTH2" or "OAUTHBEARER";

    /// <summary><c>PLAIN</c>: who for, who, and the password, between zeros (RFC 4616).</summary>
    public static (string? Name, string? Password) Plain(string said) =>
        said.Split('\0') is [_, var name, var password] ? (name, password) : default;

    /// <summary><c>XOAUTH2</c> and <c>OAUTHBEARER</c>: fields between control-A, the user in <c>user=</c> or <c>a=</c>.</summary>
    public static (string? Name, string? Token) Token(string said)
    {
        string[] fields = said.Split(['\u0001', ','], StringSplitOptions.RemoveEmptyEntries);
        return (Field(fields, "user=") ?? Field(fields, "a="), Field(fields, "auth=Bearer "));
    }

    private static string? Field(string[] fields, string start) =>
        fields.FirstOrDefault(field => field.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
}
