using Worker.Servicing.Settings;

namespace Worker.Servicing.Channels;

/// <summary>What a channel's own decline code or advice code means for later attempts.</summary>
public sealed record DeclineMeaning
{
    [Allowed("a decline code or advice code, one word", nameof(IsCode))]
    public required string Code { get; init; }

    /// <summary>As <see cref="DeclineVerdict.TryParse"/> reads it.</summary>
    [Allowed("retry, wait 3 days, stop this installment or stop this method", nameof(IsAction))]
    public required string Action { get; init; }

    private static bool IsCode(string code) => code.Length > 0 && !code.Any(char.IsWhiteSpace);

    private static bool IsAction(string action) => DeclineVerdict.TryParse(action, out _);
}
