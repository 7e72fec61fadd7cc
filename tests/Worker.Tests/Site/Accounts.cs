using Worker.Ops.SignIn;

namespace Worker.Tests.Site;

/// <summary>An operator and a viewer, as a configuration names them.</summary>
internal static class Accounts
{
    public const string OperatorPassword = "correct horse battery staple";
    public const string ViewerPassword = "seeing is believing, mostly";

    public static string OperatorHash { get; } = PasswordHash.Of(OperatorPassword, 100_000);

    public static string ViewerHash { get; } = PasswordHash.Of(ViewerPassword, 100_000);

    public static (string Key, string? Value)[] Both { get; } =
    [
        ("Ops:Operators:li.lei:Role", "operator"),
        ("Ops:Operators:li.lei:PasswordHash", OperatorHash),
        ("Ops:Operators:han:PasswordHash", ViewerHash),
        ("Ops:SignIn:AttemptsPerMinute", "1000"),
        ("Ops:Hosts", "ops.example.com"),
    ];

    /// <summary>Both, but for what is given differently.</summary>
    public static (string Key, string? Value)[] With(params (string Key, string? Value)[] changes) => [.. Both, .. changes];
}
