using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Servicing.Tests.Operations;

public sealed class OperatorNoteTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("two\nlines")]
    [InlineData("a bell \a")]
    [InlineData("an escape \u001b[2J")]
    [InlineData("a line separator \u2028 in between")]
    public void A_missing_or_hostile_text_is_refused_for_actor_and_reason_alike(string? text)
    {
        Assert.Contains("actor", Assert.Throws<OperationRefusedException>(() => new OperatorNote(text, "why")).Message, StringComparison.Ordinal);
        Assert.Contains("reason", Assert.Throws<OperationRefusedException>(() => new OperatorNote("who", text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_may_have_320_characters_and_no_more()
    {
        Assert.Equal(320, new OperatorNote("who", new string('x', 320)).Reason.Length);
        Assert.Throws<OperationRefusedException>(() => new OperatorNote("who", new string('x', 321)));
    }

    [Fact]
    public void Blanks_around_a_text_are_left_off()
    {
        var note = new OperatorNote(" 李娜 ", " 客户来电 ");

        Assert.Equal((new Actor("李娜"), "客户来电"), (note.Actor, note.Reason));
    }
}
