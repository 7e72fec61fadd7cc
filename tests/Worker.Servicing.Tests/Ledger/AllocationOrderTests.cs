using Worker.Servicing.Ledger;

namespace Worker.Servicing.Tests.Ledger;

public class AllocationOrderTests
{
    [Theory]
    [InlineData("fees,interest,principal")]
    [InlineData(" Fees , INTEREST,principal ")]
    public void The_default_order_reads_back(string text)
    {
        Assert.True(AllocationOrder.TryParse(text, out AllocationOrder? order));
        Assert.Equal(AllocationOrder.Default, order);
        Assert.Equal("fees,interest,principal", order.ToString());
        Assert.Equal(AllocationOrder.Default.GetHashCode(), order.GetHashCode());
    }

    [Fact]
    public void Another_order_is_another_order()
    {
        Assert.True(AllocationOrder.TryParse("principal,interest,fees", out AllocationOrder? order));
        Assert.NotEqual(AllocationOrder.Default, order);
        Assert.Equal([LedgerPart.Principal, LedgerPart.Interest, LedgerPart.LateFee], order.Parts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fees,interest")]
    [InlineData("fees,fees,principal")]
    [InlineData("fees,interest,principal,fees")]
    [InlineData("fees,interest,capital")]
    [InlineData("fees;interest;principal")]
    [InlineData("1,2,3")]
    public void A_part_missing_named_twice_or_unknown_is_no_order(string? text)
    {
        Assert.False(AllocationOrder.TryParse(text, out AllocationOrder? order));
        Assert.Null(order);
    }

    [Fact]
    public void An_incomplete_order_cannot_be_made() =>
        Assert.Throws<ArgumentException>(() => new AllocationOrder([LedgerPart.LateFee, LedgerPart.LateFee, LedgerPart.Principal]));
}
