namespace Worker.Servicing.Messages;

/// <param name="Language">A BCP 47 tag: <c>zh-CN</c> or <c>en</c>; any other is written in English.</param>
public sealed record Recipient(string Name, string Address, string Language)
{
    /// <summary>The language alone: names and addresses never reach a log.</summary>
    public override string ToString() => $"recipient ({Language})";
}
