using System.Net;

namespace Worker.Tests.Site.Access;

/// <summary>Under which names the site answers, and what becomes of a <c>Host</c> that is none.</summary>
public sealed class HostTests
{
    [Theory]
    [InlineData("127.0.0.1:99999")]
    [InlineData("localhost:0x50")]
    [InlineData("[::1")]
    public async Task A_host_that_is_no_address_is_refused_and_breaks_nothing(string host)
    {
        await using ServedSite open = await ServedSite.StartAsync();
        await using ServedSite closed = await ServedSite.StartAsync(settings: Accounts.Both);
        foreach (ServedSite site in new[] { open, closed })
        {
            using Browser browser = site.Browser().With("Host", host);
            foreach (string path in new[] { "/", "/sign-in", "/seen", "/metrics", "/no/such/page" })
            {
                Answer answer = await browser.GetAsync(path);
                Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{path}: {answer.Status}");
            }

            Assert.DoesNotContain(site.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("ops.example.com", HttpStatusCode.OK)]
    [InlineData("OPS.example.com:8443", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", HttpStatusCode.OK)]
    [InlineData("evil.example.com", HttpStatusCode.BadRequest)]
    [InlineData("ops.example.com.evil.example.com", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.1", HttpStatusCode.BadRequest)]
    public async Task Once_somebody_can_sign_in_the_site_answers_under_its_own_names_alone(string host, HttpStatusCode expected)
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser().With("Host", host);

        Assert.Equal(expected, (await browser.GetAsync("/sign-in")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready")).Status);
    }
}
