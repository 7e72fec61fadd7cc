using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Sandbox;
using Worker.Servicing.Jobs;
using static Worker.Channels.Tests.Sandbox.RawClient;

namespace Worker.Channels.Tests.Sandbox;

public sealed class SandboxContractTests : IAsyncLifetime
{
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly FakeTimeProvider business = new(new DateTimeOffset(2026, 2, 28, 15, 59, 59, TimeSpan.Zero));
    private SandboxGateway sandbox = null!;
    private RawClient client = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { BusinessClock = business, MachineClock = new MachineClock(machine) }, TestContext.Current.CancellationToken);
        client = new RawClient(sandbox) { Now = machine.GetUtcNow };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_debit_is_answered_to_the_letter_of_the_contract()
    {
        Answer answer = await client.PostAsync(Body("A1"));

        Assert.Equal(
            new Answer(
                200,
                "application/json",
                """{"orderNo":"A1","status":"succeeded","reference":"SBXA1","declineCode":null,"adviceCode":null,"amount":33730,"currency":"CNY","completedAt":"2026-02-28T15:59:59Z"}"""),
            answer);
        Assert.Equal(answer, await client.GetAsync("A1"));
    }

    [Fact]
    public async Task The_same_body_as_values_is_answered_the_same_and_debited_once()
    {
        Answer first = await client.PostAsync(Body("A1"));
        business.Advance(TimeSpan.FromDays(3));

        Answer again = await client.PostAsync(Body("A1"));
        Answer rewritten = await client.PostAsync(
            """ { "description" : "P-1", "token":"\u006fk",  "currency":"CNY", "amount":33730, "orderNo":"A1" } """,
            request => Replace(request, "Idempotency-Key", "A1"));

        Assert.Equal(first, again);
        Assert.Equal(first, rewritten);
        SandboxLedger ledger = await client.LedgerAsync();
        Assert.Equal(1, ledger.Count);
        Assert.Equal(
            new SandboxLedgerEntry("A1", 33730, "CNY", "ok", "P-1", "SBXA1", new DateTime(2026, 2, 28, 15, 59, 59, DateTimeKind.Utc)),
            Assert.Single(ledger.Entries));
    }

    [Theory]
    [InlineData("33731", "CNY", "ok", "P-1")]
    [InlineData("33730", "USD", "ok", "P-1")]
    [InlineData("33730", "CNY", "nsf", "P-1")]
    [InlineData("33730", "CNY", "ok", "P-2")]
    [InlineData("0", "CNY", "ok", "P-1")]
    [InlineData("33730.0", "CNY", "ok", "P-1")]
    [InlineData("33730", "XYZ", "ok", "P-1")]
    [InlineData("33730", "CNY", "unheard", "P-1")]
    public async Task Another_body_under_a_known_number_is_a_conflict_even_when_it_could_not_be_debited(
        string amount, string currency, string token, string description)
    {
        await client.PostAsync(Body("A1"));

        Answer answer = await client.PostAsync(Body("A1", token, amount, currency, description));

        Assert.Equal((409, "conflict"), (answer.Status, answer["error"]));
        Assert.Equal("succeeded", (await client.GetAsync("A1"))["status"]);
        Assert.Equal(1, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_declined_order_stays_declined()
    {
        Answer declined = await client.PostAsync(Body("A1", "nsf-until:2026-03-01"));
        business.Advance(TimeSpan.FromDays(9));

        Assert.Equal(declined, await client.PostAsync(Body("A1", "nsf-until:2026-03-01")));
        Assert.Equal(declined, await client.GetAsync("A1"));
        Assert.Equal("insufficient_funds", declined["declineCode"]);
        Assert.Empty((await client.LedgerAsync()).Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"orderNo":"A1","amount":1,"currency":"CNY","token":"ok"}""")]
    [InlineData("""{"orderNo":"A1","amount":"1","currency":"CNY","token":"ok","description":""}""")]
    [InlineData("""{"orderNo":"A1","amount":true,"currency":"CNY","token":"ok","description":""}""")]
    [InlineData("""{"orderNo":"A1","amount":1,"currency":null,"token":"ok","description":""}""")]
    [InlineData("""{"orderNo":"A1","amount":1,"currency":"CNY","token":["ok"],"description":""}""")]
    [InlineData("""{"orderNo":"A1","amount":1,"currency":"CNY","token":"ok","description":"","more":1}""")]
    [InlineData("""{"orderNo":"A1","amount":1,"amount":2,"currency":"CNY","token":"ok","description":""}""")]
    [InlineData("""{"orderNo":"A1","amount":1,"currency":"CNY","token":"\ud800","description":""}""")]
    [InlineData("""{"orderNo":"","amount":1,"currency":"CNY","token":"ok","description":""}""")]
    [InlineData("""{"orderNo":"A-1","amount":1,"currency":"CNY","token":"ok","description":""}""")]
    [InlineData("""{"orderNo":"012345678901234567890123456789012","amount":1,"currency":"CNY","token":"ok","description":""}""")]
    public async Task A_body_of_another_shape_is_a_bad_request(string body)
    {
        Answer answer = await client.PostAsync(body, request => Replace(request, "Idempotency-Key", "A1"));

        Assert.Equal((400, "application/json", "bad_request"), (answer.Status, answer.ContentType, answer["error"]));
        Assert.Equal(404, (await client.GetAsync("A1")).Status);
    }

    [Fact]
    public async Task A_body_without_end_is_a_bad_request()
    {
        Answer answer = await client.PostAsync(Body("A1", description: new string('x', 20_000)));

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task The_idempotency_key_must_be_the_order_number()
    {
        Assert.Equal(400, (await client.PostAsync(Body("A1"), request => Replace(request, "Idempotency-Key", "A2"))).Status);
        Assert.Equal(400, (await client.PostAsync(Body("A1"), request => Replace(request, "Idempotency-Key", "a1"))).Status);
        Assert.Equal(400, (await client.PostAsync(Body("A1"), request => request.Headers.Remove("Idempotency-Key"))).Status);
        Assert.Equal(400, (await client.PostAsync(Body("A1"), request => request.Headers.Add("Idempotency-Key", "A1"))).Status);
        Assert.Equal(404, (await client.GetAsync("A1")).Status);
    }

    [Fact]
    public async Task The_content_type_must_be_JSON()
    {
        Assert.Equal(400, (await client.PostAsync(Body("A1"), request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain"))).Status);
        Assert.Equal(400, (await client.PostAsync(Body("A1"), request => request.Content!.Headers.ContentType = null)).Status);
        Assert.Equal(200, (await client.PostAsync(Body("A1"), request => request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8"))).Status);
    }

    [Theory]
    [InlineData("0", "CNY", "ok", "unacceptable_amount")]
    [InlineData("-1", "CNY", "ok", "unacceptable_amount")]
    [InlineData("1.0", "CNY", "ok", "unacceptable_amount")]
    [InlineData("1e2", "CNY", "ok", "unacceptable_amount")]
    [InlineData("9223372036854775808", "CNY", "ok", "unacceptable_amount")]
    [InlineData("1", "cny", "ok", "unacceptable_currency")]
    [InlineData("1", "XYZ", "ok", "unacceptable_currency")]
    [InlineData("1", "CNY", "", "unacceptable_token")]
    [InlineData("1", "CNY", "6222020200112233", "unacceptable_token")]
    public async Task What_cannot_be_debited_is_unprocessable_and_is_not_repeated(string amount, string currency, string token, string error)
    {
        Answer answer = await client.PostAsync(Body("A1", token, amount, currency));

        Assert.Equal((422, error), (answer.Status, answer["error"]));
        Assert.DoesNotContain("6222", answer.Body, StringComparison.Ordinal);
        Assert.Equal(error == "unacceptable_token", answer.Body.Contains("nsf-until:2026-11-25", StringComparison.Ordinal));
        Assert.Equal(404, (await client.GetAsync("A1")).Status);
        Assert.Equal(200, (await client.PostAsync(Body("A1"))).Status);
    }

    [Fact]
    public async Task The_smallest_and_the_largest_amount_can_be_debited()
    {
        Assert.Equal(200, (await client.PostAsync(Body("A1", amount: "1"))).Status);
        Assert.Equal(200, (await client.PostAsync(Body("01234567890123456789012345678Az9", amount: "9223372036854775807"))).Status);
        Assert.Equal([1, long.MaxValue], (await client.LedgerAsync()).Entries.Select(entry => entry.Amount));
    }

    [Fact]
    public async Task A_wrong_signature_is_turned_away_before_anything_else()
    {
        Action<HttpRequestMessage>[] wrongs =
        [
            request => request.Headers.Remove("X-Signature"),
            request => request.Headers.Remove("X-Timestamp"),
            request => Replace(request, "X-Signature", new string('0', 64)),
            request => Replace(request, "X-Signature", request.Headers.GetValues("X-Signature").Single().ToUpperInvariant()),
            request => Replace(request, "X-Signature", request.Headers.GetValues("X-Signature").Single()[..63]),
            request => request.Headers.Add("X-Signature", request.Headers.GetValues("X-Signature").Single()),
            request => Replace(request, "X-Timestamp", request.Headers.GetValues("X-Timestamp").Single() + "0"),
            request => Replace(request, "X-Timestamp", "now"),
            request => Replace(request, "X-Timestamp", "-1"),
        ];

        foreach (Action<HttpRequestMessage> wrong in wrongs)
        {
            Assert.Equal((401, "unauthorized"), (await client.PostAsync(Body("A1"), wrong)) is { } post ? (post.Status, post["error"]) : default);
            Assert.Equal(401, (await client.GetAsync("A1", wrong)).Status);
        }

        Assert.Equal(401, (await client.PostAsync("{", request => Replace(request, "X-Signature", "0"))).Status);
        Assert.Equal(401, (await client.PostAsync(Body("A1"), request => request.Content = Json(Body("A1", amount: "99")))).Status);
        Assert.Equal(404, (await client.GetAsync("A1")).Status);
    }

    [Fact]
    public async Task The_signature_of_one_question_asks_no_other()
    {
        await client.PostAsync(Body("A1"));
        await client.PostAsync(Body("A2"));

        Assert.Equal(401, (await client.GetAsync("A1", request => request.RequestUri = new Uri("/v1/debits/A2", UriKind.Relative))).Status);
        Assert.Equal(401, (await client.GetAsync("A1", request => request.RequestUri = new Uri("/v1/debits/A1?more", UriKind.Relative))).Status);
        Assert.Equal(200, (await client.GetAsync("A1")).Status);
    }

    [Theory]
    [InlineData("ok", "accepted")]
    [InlineData("notice-refused", "refused")]
    public async Task A_notice_is_answered_to_the_letter_of_the_contract_and_its_number_serves_once(string token, string status)
    {
        Answer answer = await client.NoticeAsync(Notice("N1", token));

        Assert.Equal(new Answer(200, "application/json", $$"""{"noticeNo":"N1","status":"{{status}}"}"""), answer);
        Assert.Equal(answer, await client.NoticeAsync(Notice("N1", token)));
        Assert.Equal(409, (await client.NoticeAsync(Notice("N1", token, until: "2026-12-03"))).Status);
        Assert.Empty((await client.LedgerAsync()).Entries);
    }

    [Fact]
    public async Task A_notice_that_is_wrong_is_refused_as_a_debit_is()
    {
        Assert.Equal(400, (await client.NoticeAsync("{}")).Status);
        Assert.Equal(400, (await client.NoticeAsync(Notice("N-1"))).Status);
        Assert.Equal(400, (await client.NoticeAsync(Notice("N1", until: "2026-02-30"))).Status);
        Assert.Equal(400, (await client.NoticeAsync(Notice("N1", until: "2026-11-24"))).Status);
        Assert.Equal(400, (await client.NoticeAsync(Notice("N1"), request => Replace(request, "Idempotency-Key", "N2"))).Status);
        Assert.Equal(401, (await client.NoticeAsync(Notice("N1"), request => Replace(request, "X-Signature", "0"))).Status);
        Assert.Equal("unacceptable_amount", (await client.NoticeAsync(Notice("N1", amount: "0")))["error"]);
        Assert.Equal("unacceptable_token", (await client.NoticeAsync(Notice("N1", "tok_visa")))["error"]);
        Assert.Equal(200, (await client.NoticeAsync(Notice("N1"))).Status);
    }

    [Theory]
    [InlineData(-301, 401)]
    [InlineData(-300, 200)]
    [InlineData(300, 200)]
    [InlineData(301, 401)]
    public async Task A_timestamp_may_be_300_seconds_off_by_the_machines_clock(int seconds, int status)
    {
        using var skewed = new RawClient(sandbox) { Now = () => machine.GetUtcNow().AddSeconds(seconds) };

        Assert.Equal(status, (await skewed.PostAsync(Body("A1"))).Status);
    }

    [Theory]
    [InlineData("A2")]
    [InlineData("a1")]
    [InlineData("..")]
    [InlineData("A1/")]
    public async Task A_number_that_never_arrived_is_not_found(string number)
    {
        await client.PostAsync(Body("A1"));

        Assert.Equal(404, (await client.GetAsync(number)).Status);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1/debits")]
    [InlineData("POST", "/v1/debits/")]
    [InlineData("DELETE", "/v1/ledger")]
    [InlineData("GET", "/api/v1/debits/A1")]
    public async Task Any_other_page_is_a_404_that_no_client_takes_for_a_missing_order(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Answer answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((404, "text/plain"), (answer.Status, answer.ContentType));
    }

    private static ByteArrayContent Json(string body)
    {
        var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static void Replace(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }
}
