using Worker.Servicing.Operations;

namespace Worker.Servicing.Tests.Operations;

public sealed class OperatorNamesTests
{
    [Theory]
    [InlineData("li.lei")]
    [InlineData("han@example.com")]
    [InlineData("韩梅梅")]
    [InlineData("韩梅梅 (Han Meimei)")]
    [InlineData("Søren Ångström 2")]
    [InlineData("Иван Петров")]
    [InlineData("Ελένη")]
    [InlineData("system administrator")]
    public void A_name_of_one_person_may_be_used(string name) => Assert.Null(OperatorNames.ProblemOf(name));

    [Theory]
    [InlineData("")]
    [InlineData("li\nlei")]
    [InlineData("li\u2028lei")]
    [InlineData("li\u202elei")]
    [InlineData("li\u200blei")]
    [InlineData("li\ud800lei")]
    public void What_is_no_name_on_one_line_may_not(string name) => Assert.Equal("is missing, or is no name on one line", OperatorNames.ProblemOf(name));

    [Fact]
    public void Neither_may_one_that_is_too_long() => Assert.NotNull(OperatorNames.ProblemOf(new string('a', OperatorNames.MaxLength + 1)));

    [Theory]
    [InlineData("scheduler")]
    [InlineData("Loopback")]
    [InlineData("ＤＡＳＨＢＯＡＲＤ")]
    public void Names_of_the_system_are_its_own(string name) => Assert.Equal("is one of the system's own", OperatorNames.ProblemOf(name));

    [Theory]
    [InlineData("h\u0430n.meimei")]
    [InlineData("\u03bfperator")]
    [InlineData("Иван Smith")]
    [InlineData("\u13a0dam")]
    public void Scripts_are_not_mixed(string name) => Assert.StartsWith("mixes scripts", OperatorNames.ProblemOf(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("Li.Lei", " li.lei ")]
    [InlineData("ＨＡＮ", "han")]
    public void Names_are_compared_without_case_and_compatible_forms_as_one(string one, string other) =>
        Assert.Equal(OperatorNames.KeyOf(one), OperatorNames.KeyOf(other));
}
