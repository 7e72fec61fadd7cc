using Worker.Configuration.Reading;
using Worker.Servicing.Ledger;

namespace Worker.Configuration.Sections;

internal static class AllocationSection
{
    public static AllocationOrder ReadOrder(SectionReader section) => section.List<AllocationOrder>(
        "Order", AllocationOrder.Default, AllocationOrder.TryParse, "fees, interest and principal, each once, the first to be paid first");
}
