using Worker.Servicing.Channels;

namespace Worker.Channels.Tests.Gateway;

public sealed class GatewayAnswersTests
{
    private const string Json = "application/json";
    private const string Succeeded =
        """{"orderNo":"A1","status":"succeeded","reference":"R1","declineCode":null,"completedAt":"2026-11-20T01:02:03.5Z"}""";

    [Fact]
    public async Task A_succeeded_answer_is_believed_whole()
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(200, "application/json; charset=utf-8", Succeeded);

        var expected = new ChannelAnswer(
            ChannelOutcome.Succeeded, "R1", CompletedAt: new DateTimeOffset(2026, 11, 20, 1, 2, 3, 500, TimeSpan.Zero));
        Assert.Equal(expected, debit);
        Assert.Equal(expected, ask);
    }

    [Fact]
    public async Task A_declined_answer_carries_its_code()
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(
            200, Json, """{"orderNo":"A1","status":"declined","reference":"R1","declineCode":"account_closed","completedAt":"2026-11-20T01:02:03Z"}""");

        Assert.Equal((ChannelOutcome.Declined, "account_closed", false), (debit.Outcome, debit.DeclineCode, debit.IsChannelError));
        Assert.Equal(debit, ask);
    }

    [Theory]
    [InlineData("\"do_not_retry\"", "do_not_retry")]
    [InlineData("\"retry_after:3\"", "retry_after:3")]
    [InlineData("\"a word of its own\"", "a word of its own")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public async Task A_declined_answer_may_carry_advice(string told, string? advice)
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(
            200, Json, $$"""{"orderNo":"A1","status":"declined","declineCode":"try_later","adviceCode":{{told}}}""");

        Assert.Equal((ChannelOutcome.Declined, "try_later", advice), (debit.Outcome, debit.DeclineCode, debit.AdviceCode));
        Assert.Equal(debit, ask);
    }

    [Theory]
    [InlineData(200, """{"noticeNo":"N1","status":"accepted"}""", NoticeOutcome.Accepted, null)]
    [InlineData(200, """{"noticeNo":"N1","status":"refused"}""", NoticeOutcome.Refused, null)]
    [InlineData(200, """{"noticeNo":"N2","status":"accepted"}""", NoticeOutcome.Unknown, "answer is about another notice")]
    [InlineData(200, """{"noticeNo":"N1","status":"perhaps"}""", NoticeOutcome.Unknown, "answer has an unknown status")]
    [InlineData(200, "[]", NoticeOutcome.Unknown, "answer is malformed")]
    [InlineData(400, "{}", NoticeOutcome.Refused, "http 400")]
    [InlineData(422, "{}", NoticeOutcome.Refused, "http 422")]
    [InlineData(401, "{}", NoticeOutcome.Unknown, "http 401")]
    [InlineData(404, "{}", NoticeOutcome.Unknown, "http 404")]
    [InlineData(409, "{}", NoticeOutcome.Unknown, "conflict")]
    [InlineData(500, "{}", NoticeOutcome.Unknown, "http 500")]
    public async Task A_notice_is_accepted_or_refused_only_when_its_own_answer_says_so(int status, string body, NoticeOutcome outcome, string? detail)
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(status, Json, body);
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        Assert.Equal(new NoticeAnswer(outcome, detail), await card.NotifyAsync());
    }

    [Fact]
    public async Task A_pending_answer_is_in_doubt_without_being_an_error()
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(
            200, Json, """{"orderNo":"A1","status":"pending","reference":null,"declineCode":null,"completedAt":null}""");

        Assert.Equal(new ChannelAnswer(ChannelOutcome.Pending), debit);
        Assert.Equal(debit, ask);
    }

    [Fact]
    public async Task Fields_that_the_contract_does_not_name_are_passed_over()
    {
        (ChannelAnswer debit, _) = await BothAsync(200, "application/vnd.bank+json", Succeeded.Replace("{", """{"fee":{"amount":1},""", StringComparison.Ordinal));

        Assert.Equal(ChannelOutcome.Succeeded, debit.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"succeeded\"")]
    [InlineData("{}")]
    [InlineData("""{"status":"succeeded"}""")]
    [InlineData("""{"orderNo":"A2","status":"succeeded","reference":"R","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"a1","status":"succeeded","reference":"R","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":"SUCCEEDED","reference":"R","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":"refunded","reference":"R","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":null,"reference":"R","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":1,"reference":"R","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":"succeeded","reference":7,"declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":"succeeded","reference":"R","declineCode":null,"completedAt":"yesterday"}""")]
    [InlineData("""{"orderNo":"A1","status":"succeeded","reference":"R","declineCode":"account_closed","completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":"declined","status":"succeeded","reference":"R","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":"succeeded","reference":"two\nlines","declineCode":null,"completedAt":null}""")]
    [InlineData("""{"orderNo":"A1","status":"succeeded","reference":"0123456789012345678901234567890123456789012345678901234567890123X"}""")]
    [InlineData("""{"orderNo":"A1","status":"declined","declineCode":"0123456789012345678901234567890123456789012345678901234567890123X"}""")]
    [InlineData("""{"orderNo":"A1","status":"declined","declineCode":"try_later","adviceCode":7}""")]
    [InlineData("""{"orderNo":"A1","status":"declined","declineCode":"try_later","adviceCode":"two\nlines"}""")]
    [InlineData("""{"orderNo":"A1","status":"succeeded","reference":"R","declineCode":null,"completedAt":null}}""")]
    [InlineData("""{"orderNo":"A1","status":"succeeded","refer""")]
    [InlineData("<html><body>Welcome</body></html>")]
    public async Task A_200_that_is_not_an_answer_about_our_order_leaves_it_in_doubt(string body)
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(200, Json, body);

        AssertUnknown(debit);
        AssertUnknown(ask);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_200_that_does_not_call_itself_JSON_leaves_it_in_doubt(string? contentType)
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(200, contentType, Succeeded);

        AssertUnknown(debit);
        AssertUnknown(ask);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(408)]
    [InlineData(418)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_status_outside_the_contract_leaves_it_in_doubt_whatever_the_body_says(int status)
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(status, Json, status == 204 ? "" : Succeeded);

        AssertUnknown(debit, $"http {status}");
        AssertUnknown(ask, $"http {status}");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_wrong_request_is_rejected_when_debiting_and_unknown_when_asking(int status)
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(status, Json, """{"error":"token"}""");

        Assert.Equal(new ChannelAnswer(ChannelOutcome.Rejected, Detail: $"http {status}"), debit);
        AssertUnknown(ask, $"http {status}");
    }

    [Fact]
    public async Task A_refused_signature_means_not_processed_when_debiting_and_nothing_when_asking()
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(401, Json, "{}");

        Assert.Equal(new ChannelAnswer(ChannelOutcome.NotProcessed, Detail: "http 401") { IsChannelError = true }, debit);
        AssertUnknown(ask, "http 401");
    }

    [Fact]
    public async Task A_conflict_is_never_guessed_about()
    {
        (ChannelAnswer debit, _) = await BothAsync(409, Json, """{"error":"conflict"}""");

        AssertUnknown(debit, "conflict");
    }

    [Theory]
    [InlineData(Json, "{}")]
    [InlineData(Json, """{"error":"not_found","orderNo":"A1"}""")]
    [InlineData("application/problem+json", """{"status":404,"orderNo":null}""")]
    [InlineData(null, "")]
    public async Task The_gateways_own_404_means_that_the_order_never_arrived(string? contentType, string body)
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(404, contentType, body);

        Assert.Equal((ChannelOutcome.NotFound, false), (ask.Outcome, ask.IsChannelError));
        AssertUnknown(debit, "http 404");
    }

    [Theory]
    [InlineData("text/html", "<html>404</html>")]
    [InlineData("text/plain", "{}")]
    [InlineData(Json, "<html>404</html>")]
    [InlineData(Json, "[]")]
    [InlineData(Json, """{"orderNo":"A2"}""")]
    [InlineData(Json, """{"orderNo":17}""")]
    public async Task Any_other_404_says_nothing(string contentType, string body)
    {
        (_, ChannelAnswer ask) = await BothAsync(404, contentType, body);

        AssertUnknown(ask);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task A_huge_answer_is_not_read_to_its_end(int status)
    {
        (ChannelAnswer debit, ChannelAnswer ask) = await BothAsync(
            status, Json, Succeeded.Replace("R1", new string('x', 70_000), StringComparison.Ordinal));

        AssertUnknown(debit);
        AssertUnknown(ask, "answer is too large");
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = Json;
            byte[] spaces = new byte[8192];
            spaces.AsSpan().Fill((byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
            }
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        AssertUnknown(await card.DebitAsync(), "answer is too large");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using HostileGateway elsewhere = await HostileGateway.StartAsync(200, Json, Succeeded);
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = new Uri(elsewhere.BaseUrl, context.Request.Path).AbsoluteUri;
            return Task.CompletedTask;
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        AssertUnknown(await card.DebitAsync(), "http 307");
        AssertUnknown(await card.QueryStatusAsync(), "http 307");
        Assert.Empty(elsewhere.Requests);
    }

    private static async Task<(ChannelAnswer Debit, ChannelAnswer Ask)> BothAsync(int status, string? contentType, string body)
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(status, contentType, body);
        await using var card = new ConnectedChannel(gateway.BaseUrl);
        (ChannelAnswer, ChannelAnswer) answers = (await card.DebitAsync(), await card.QueryStatusAsync());
        Assert.Equal(["POST /v1/debits", "GET /v1/debits/A1"], gateway.Requests.Select(request => $"{request.Method} {request.Path}"));
        return answers;
    }

    private static void AssertUnknown(ChannelAnswer answer, string? detail = null)
    {
        Assert.Equal((ChannelOutcome.Unknown, true), (answer.Outcome, answer.IsChannelError));
        Assert.Null(answer.Reference);
        Assert.NotNull(answer.Detail);
        Assert.Equal(detail ?? answer.Detail, answer.Detail);
    }
}
