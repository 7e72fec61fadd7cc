using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>One thing to do at a gateway: an order to debit, or an order number to ask about.</summary>
/// <param name="OrderNumber">A valid order number.</param>
/// <param name="Order">The order to debit; null to ask.</param>
internal sealed record GatewayCall(string OrderNumber, DebitOrder? Order)
{
    public bool IsDebit => Order is not null;
}
