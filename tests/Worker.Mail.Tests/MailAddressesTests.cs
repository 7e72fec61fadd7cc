using MimeKit;

namespace Worker.Mail.Tests;

public sealed class MailAddressesTests
{
    [Theory]
    [InlineData("shop@shop.example", "", "shop@shop.example")]
    [InlineData("Shop installments <shop@shop.example>", "Shop installments", "shop@shop.example")]
    [InlineData("\"Shop, Ltd.\" <shop@localhost>", "Shop, Ltd.", "shop@localhost")]
    [InlineData("商店 <shop@商店.example>", "商店", "shop@商店.example")]
    public void A_sender_is_an_address_with_or_without_a_name(string text, string name, string address)
    {
        Assert.True(MailAddresses.TryParseSender(text, out MailboxAddress? sender));
        Assert.Equal((name, address), (sender.Name ?? "", sender.Address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Shop")]
    [InlineData("Shop <>")]
    [InlineData("Shop <shop>")]
    [InlineData("Shop shop@shop.example")]
    [InlineData("one@shop.example, two@shop.example")]
    [InlineData("Shop <shop@shop.example> <other@shop.example>")]
    [InlineData("Shop: one@shop.example;")]
    [InlineData("Shop <shop@-shop.example>")]
    public void Anything_else_is_no_sender(string text) => Assert.False(MailAddresses.TryParseSender(text, out _));

    [Fact]
    public void A_recipient_is_a_bare_address()
    {
        Assert.True(MailAddresses.TryParse("ada@mail.example", out MailboxAddress? bare));
        Assert.Equal("ada@mail.example", bare.Address);
        Assert.False(MailAddresses.TryParse("Ada <ada@mail.example>", out _));
    }
}
