using Microsoft.AspNetCore.Identity;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;

namespace Worker.Tests.Site.SignIn;

public sealed class PasswordHashTests
{
    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("密码是一句很长很长的话，对吗")]
    [InlineData("  blanks around count  ")]
    [InlineData("\u0000 and other oddities \ud83d\udc0e")]
    public void A_hash_fits_its_password_and_no_other(string password)
    {
        string hash = PasswordHash.Of(password);

        Assert.Equal(PasswordVerificationResult.Success, PasswordHash.Compare(Account(hash), password));
        Assert.Equal(PasswordVerificationResult.Failed, PasswordHash.Compare(Account(hash), password + "x"));
        Assert.Equal(PasswordVerificationResult.Failed, PasswordHash.Compare(Account(hash), password[1..]));
        Assert.NotEqual(hash, PasswordHash.Of(password));
        Assert.True(PasswordHash.IsOne(hash));
        Assert.Equal(PasswordHash.Iterations, PasswordHash.IterationsOf(hash));
    }

    [Fact]
    public void A_hash_of_fewer_iterations_fits_and_is_to_be_made_anew() => Assert.Equal(
        PasswordVerificationResult.SuccessRehashNeeded, PasswordHash.Compare(Account(PasswordHash.Of("password", 100_000)), "password"));

    [Theory]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("AQAAAAIAAYagAAAAEA==")]
    [InlineData("not base64 at all!")]
    public void What_is_no_hash_is_not_taken_for_one(string text) => Assert.False(PasswordHash.IsOne(text));

    [Fact]
    public void A_hash_that_is_quickly_guessed_or_cut_short_is_not_taken()
    {
        string hash = PasswordHash.Of("password", 100_000);

        Assert.True(PasswordHash.IsOne(hash));
        Assert.False(PasswordHash.IsOne(PasswordHash.Of("password", 99_999)));
        Assert.False(PasswordHash.IsOne(hash[..40]));
        Assert.False(PasswordHash.IsOne("AA" + hash[2..]));
    }

    private static OperatorAccount Account(string hash) => new("a", OperatorRole.Viewer, hash);
}
