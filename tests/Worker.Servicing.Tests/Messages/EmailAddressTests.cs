using Worker.Servicing.Messages;

namespace Worker.Servicing.Tests.Messages;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@mail.example")]
    [InlineData("ada.lovelace+plans_1@sub-domain.mail.example")]
    [InlineData("o'hara@localhost")]
    [InlineData("张伟@商店.example")]
    [InlineData("jörg@müller.example")]
    [InlineData("ada@xn--czrs0t.example")]
    public void An_address_is_one(string text) => Assert.True(EmailAddress.IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@mail.example")]
    [InlineData("ada@")]
    [InlineData("ada@@mail.example")]
    [InlineData("ada@mail@example")]
    [InlineData(".ada@mail.example")]
    [InlineData("ada.@mail.example")]
    [InlineData("a..da@mail.example")]
    [InlineData("ada@mail..example")]
    [InlineData("ada@mail.example.")]
    [InlineData("ada@-mail.example")]
    [InlineData("ada@my_mail.example")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("\"ada lovelace\"@mail.example")]
    [InlineData("ada(comment)@mail.example")]
    [InlineData("Ada <ada@mail.example>")]
    [InlineData(" ada@mail.example")]
    [InlineData("ada@mail.example\n")]
    [InlineData("ada@mail.example\r\nBcc: eve@mail.example")]
    [InlineData("ada@mail.example,eve@mail.example")]
    public void Anything_around_it_or_missing_makes_it_none(string text) => Assert.False(EmailAddress.IsValid(text));

    [Theory]
    [InlineData(0x200B)] // zero width space
    [InlineData(0x200D)] // zero width joiner
    [InlineData(0x00AD)] // soft hyphen
    [InlineData(0x202E)] // right-to-left override
    [InlineData(0x2066)] // left-to-right isolate
    [InlineData(0xFEFF)] // byte-order mark
    [InlineData(0xFE0F)] // variation selector
    [InlineData(0x3164)] // Hangul filler
    [InlineData(0x00A0)] // no-break space
    [InlineData(0xE0041)] // tag letter
    public void No_character_is_invisible_or_turns_the_direction(int value)
    {
        string hidden = char.ConvertFromUtf32(value);

        Assert.False(EmailAddress.IsValid($"a{hidden}da@mail.example"));
        Assert.False(EmailAddress.IsValid($"ada@ma{hidden}il.example"));
    }

    [Fact]
    public void It_is_no_longer_than_mail_servers_take()
    {
        Assert.True(EmailAddress.IsValid(new string('a', 64) + "@mail.example"));
        Assert.False(EmailAddress.IsValid(new string('a', 65) + "@mail.example"));
        Assert.False(EmailAddress.IsValid("ada@" + string.Concat(Enumerable.Repeat("label.", 50)) + "example"));
        Assert.False(EmailAddress.IsValid("ada@" + new string('a', 64) + ".example"));
    }
}
