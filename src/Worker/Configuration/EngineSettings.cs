using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Configuration;

public sealed record EngineSettings
{
    /// <summary>Background jobs that Hangfire works on at once in this process.</summary>
    [Range(1, 64)]
    public int Workers { get; init; } = 8;

    [RegularExpression("[A-Za-z][A-Za-z0-9_]{0,63}"), Allowed("up to 64 letters, digits and underscores, a letter first")]
    public string Schema { get; init; } = "HangFire";
}
