namespace Worker.Channels.Contract;

/// <summary>The body of <c>POST /v1/debits</c>; its properties are written in this order, always.</summary>
internal sealed record DebitRequest(string OrderNo, long Amount, string Currency, string Token, string Description)
{
    /// <summary>The order without its token, safe for a log.</summary>
    public override string ToString() => $"{OrderNo} {Amount} {Currency}";
}
