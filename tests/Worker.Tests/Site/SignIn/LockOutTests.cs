using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;
using Worker.Servicing.Jobs;

namespace Worker.Tests.Site.SignIn;

public sealed class LockOutTests
{
    [Fact]
    public async Task Five_wrong_passwords_lock_a_name_out_for_fifteen_minutes_and_nobody_else()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser guesser = site.Browser().FromAfar();
        using Browser owner = site.Browser().FromAfar("198.51.100.7");
        using Browser other = site.Browser();
        for (int guess = 0; guess < 5; guess++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await guesser.SignInAsync("li.lei", $"guess {guess}")).Status);
        }

        Answer locked = await owner.SignInAsync("LI.LEI", Accounts.OperatorPassword);
        Answer unknown = await owner.SignInAsync("nobody", Accounts.OperatorPassword);
        Assert.Equal((HttpStatusCode.Forbidden, unknown.Page.QuerySelector("[role=alert]")!.TextContent), (locked.Status, locked.Page.QuerySelector("[role=alert]")!.TextContent));
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync("han", Accounts.ViewerPassword)).Status);

        site.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Forbidden, (await owner.SignInAsync("li.lei", Accounts.OperatorPassword)).Status);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await owner.SignInAsync("li.lei", Accounts.OperatorPassword)).Status);

        Assert.Equal(
            ["li.lei lock-out from 203.0.113.9", "han sign-in from 127.0.0.1", "li.lei sign-in from 198.51.100.7"], site.Audit());
        Assert.Single(site.Log, line => line.Contains("li.lei, who is locked out now, from 203.0.113.9", StringComparison.Ordinal));
        Assert.Equal(2, site.Log.Count(line => line.Contains("li.lei is locked out, from 198.51.100.7", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_right_password_and_time_make_wrong_ones_forgotten()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
        var lockOut = new LockOut(new SignInSettings { MaxFailures = 2, LockOut = TimeSpan.FromMinutes(1) }, new MachineClock(clock));

        Assert.False(lockOut.Count("a"));
        lockOut.Clear("a");
        Assert.False(lockOut.Count("a"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(lockOut.Count("a"));
        Assert.False(lockOut.Holds("a"));
        Assert.True(lockOut.Count("a"));
        Assert.True(lockOut.Holds("a"));
        Assert.False(lockOut.Holds("b"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(lockOut.Holds("a"));
        Assert.False(lockOut.Count("a"));
    }

    [Fact]
    public async Task Parallel_guesses_do_not_slip_past()
    {
        OpsSettings settings = new()
        {
            Operators = [new OperatorAccount("li.lei", OperatorRole.Operator, Accounts.OperatorHash)],
            SignIn = new SignInSettings { MaxFailures = 3 },
        };
        using var check = new PasswordCheck(settings, new LockOut(settings.SignIn, new MachineClock(TimeProvider.System)));

        PasswordAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(guess => Task.Run(() => check.CompareAsync("li.lei", $"{guess}", CancellationToken.None))));

        Assert.Equal(2, answers.Count(answer => answer.Outcome == PasswordOutcome.WrongPassword));
        Assert.Equal(1, answers.Count(answer => answer.Outcome == PasswordOutcome.LocksOut));
        Assert.Equal(5, answers.Count(answer => answer.Outcome == PasswordOutcome.LockedOut));
        Assert.Equal(PasswordOutcome.LockedOut, (await check.CompareAsync("li.lei", Accounts.OperatorPassword, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task The_queue_of_those_who_sign_in_is_bounded()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        PasswordCheck check = site.Services.GetRequiredService<PasswordCheck>();
        using Browser browser = site.Browser();
        var waiting = new List<Task<RateLimitLease>>();
        using (await check.WaitAsync(TestContext.Current.CancellationToken))
        {
            waiting.AddRange(Enumerable.Range(0, PasswordCheck.LongestQueue).Select(_ => check.WaitAsync(TestContext.Current.CancellationToken).AsTask()));

            Answer refused = await browser.SignInAsync("han", Accounts.ViewerPassword);

            Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
            Assert.Equal("5", refused.Headers["Retry-After"]);
            Assert.Contains("Too many people", refused.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(waiting, one => one.IsCompleted);
        }

        foreach (Task<RateLimitLease> one in waiting)
        {
            (await one).Dispose();
        }

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("han", Accounts.ViewerPassword)).Status);
    }

    [Fact]
    public async Task An_address_has_so_many_attempts_a_minute_and_others_have_theirs()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.With(("Ops:SignIn:AttemptsPerMinute", "3")));
        using Browser eager = site.Browser().FromAfar("2001:db8:0:1::1");
        using Browser neighbour = site.Browser().FromAfar("2001:db8:0:1:ffff::2");
        using Browser other = site.Browser().FromAfar("2001:db8:0:2::1");
        for (int attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await eager.SignInAsync($"nobody{attempt}", "x")).Status);
        }

        Answer tooMany = await eager.SignInAsync("han", Accounts.ViewerPassword);

        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.Status);
        Assert.InRange(int.Parse(tooMany.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("Wait a minute", tooMany.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await neighbour.SignInAsync("han", Accounts.ViewerPassword)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync("han", Accounts.ViewerPassword)).Status);
    }
}
