using Worker.Servicing.Ledger;
using Worker.Servicing.Settings;

namespace Worker.Configuration;

public sealed record AllocationSettings
{
    [Allowed("fees, interest and principal, each once, the first to be paid first")]
    public AllocationOrder Order { get; init; } = AllocationOrder.Default;
}
