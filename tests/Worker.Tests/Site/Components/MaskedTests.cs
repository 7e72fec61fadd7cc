using Worker.Ops.Components;

namespace Worker.Tests.Site.Components;

public sealed class MaskedTests
{
    [Theory]
    [InlineData("tok_8f2c1d9e7a", "••••9e7a")]
    [InlineData("ok", "••••")]
    [InlineData("elevenchars", "••••")]
    [InlineData("", "••••")]
    [InlineData(null, "••••")]
    public void A_token_is_told_by_its_end_if_it_is_long(string? token, string shown) => Assert.Equal(shown, Masked.Token(token));

    [Theory]
    [InlineData("li.lei@example.com", "l••••@••••.com")]
    [InlineData("l@example.com", "••••@••••.com")]
    [InlineData("\"a@b\"@mail.example.cn", "\"••••@••••.cn")]
    [InlineData("王伟@例子.中国", "王••••@••••.中国")]
    [InlineData("ops@localhost", "o••••@••••")]
    [InlineData("no address", "••••")]
    [InlineData("@example.com", "••••")]
    [InlineData(null, "••••")]
    public void An_address_is_told_by_its_first_letter_and_its_last_part(string? address, string shown) => Assert.Equal(shown, Masked.Email(address));
}
