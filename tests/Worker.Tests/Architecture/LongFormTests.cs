using Worker.Testing;

namespace Worker.Tests.Architecture;

/// <summary>How much is run of what is long by nature.</summary>
public sealed class LongFormTests
{
    private static readonly IReadOnlyList<int> All = [.. Enumerable.Range(1, 100)];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    public void All_shares_together_are_the_whole_and_nothing_is_in_two(int shares) => Assert.Equal(
        All, Enumerable.Range(1, shares).SelectMany(number => LongForm.Part(All, 10, LongForm.ShareOf($"{number}/{shares}"))).Order());

    [Fact]
    public void A_sample_is_spread_over_the_whole()
    {
        IReadOnlyList<int> sample = LongForm.Part(All, 10, null);

        Assert.Equal(Enumerable.Range(0, 10).Select(number => (number * 10) + 1), sample);
        Assert.Equal(All, LongForm.Part(All, 1000, null));
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("3")]
    [InlineData("a/b")]
    public void What_is_no_share_is_refused(string text) => Assert.Throws<FormatException>(() => LongForm.ShareOf(text));
}
