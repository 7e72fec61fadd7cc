using System.Text.RegularExpressions;

namespace Worker.Tests.Architecture;

/// <summary>Names are the field's standard terms: no metaphors, and nothing that could be the name of anything.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void No_type_is_named_by_a_metaphor_or_by_a_word_that_says_nothing() => Assert.Empty(
        WorkerTypes.All.Types.Select(type => type.Name).Where(name => Banned.IsMatch(name)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("HoldDesk")]
    [InlineData("LeverForm")]
    [InlineData("SeatOfAWorker")]
    [InlineData("TextUtils")]
    public void A_metaphor_would_be_seen(string name) => Assert.Matches(Banned, name);

    [GeneratedRegex(
        "(Desk|Deed|Fate|Wish|Told|Kept|Standing|Witness|Seat|Road|Mortality|Lanes|Examination|Lever|Occasion|Manager|Helper|Util)(?![a-z])|Deeds|Wishes|Levers|Utils|Utilities",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Banned { get; }
}
