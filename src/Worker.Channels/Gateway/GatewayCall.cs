using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>One thing to do at a gateway: an order to debit, a notice to give, or, with neither, an order number to ask about.</summary>
/// <param name="Number">A valid order or notice number.</param>
internal sealed record GatewayCall(string Number, DebitOrder? Order = null, DebitNotice? Notice = null)
{
    /// <summary>Asked only, and nothing to be done.</summary>
    public bool IsQuestion => Order is null && Notice is null;

    public string Operation => Order is not null ? "debit" : Notice is not null ? "notify" : "ask";
}
