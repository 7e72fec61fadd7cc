using System.Net;
using System.Text.Json;
using Worker.Channels.Contract;
using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>
/// Reads a gateway's answers. Only the contract counts: a 200 that is not exactly an answer about our order is no answer, and the
/// debit stays in doubt.
/// </summary>
/// <remarks>
/// A question never ends in "not processed" or "not sent": that it was not answered says nothing about the debit, which stays
/// "unknown".
/// </remarks>
internal static class GatewayAnswers
{
    /// <summary>An answer has a few hundred bytes; anything longer is invalid.</summary>
    public const int MaximumBytes = 64 * 1024;

    private const int MaximumTextLength = 64;

    private static readonly JsonDocumentOptions Unambiguous = new() { AllowDuplicateProperties = false };

    private static ChannelAnswer Malformed { get; } = Unknown("answer is malformed");

    public static async ValueTask<GatewayReply> ReadAsync(
        HttpResponseMessage response, GatewayCall call, DateTimeOffset now, CancellationToken cancellationToken) =>
        response.StatusCode switch
        {
            HttpStatusCode.OK => new(await ReadBodyAsync(response, call, cancellationToken)),
            HttpStatusCode.NotFound when call.IsQuestion => new(await ReadNotFoundAsync(response, call, cancellationToken)),
            HttpStatusCode.TooManyRequests => new(
                new ChannelAnswer(call.IsQuestion ? ChannelOutcome.Unknown : ChannelOutcome.NotProcessed, Detail: "http 429"),
                RetryAfter.Of(response, now)),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity when !call.IsQuestion =>
                new(new ChannelAnswer(ChannelOutcome.Rejected, Detail: Status(response))),
            HttpStatusCode.Unauthorized when !call.IsQuestion => new(
                new ChannelAnswer(ChannelOutcome.NotProcessed, Detail: Status(response)) { IsChannelError = true }),
            HttpStatusCode.Conflict when !call.IsQuestion => new(Unknown("conflict")),
            _ => new(Unknown(Status(response))),
        };

    /// <summary>The channel failed, and the outcome of the debit is unknown.</summary>
    public static ChannelAnswer Unknown(string detail) => new(ChannelOutcome.Unknown, Detail: detail) { IsChannelError = true };

    /// <summary>The channel could not be reached, so this sending has debited nothing.</summary>
    public static ChannelAnswer NotSent(string detail, GatewayCall call) =>
        new(call.IsQuestion ? ChannelOutcome.Unknown : ChannelOutcome.NotSent, Detail: detail) { IsChannelError = true };

    private static async Task<ChannelAnswer> ReadBodyAsync(HttpResponseMessage response, GatewayCall call, CancellationToken cancellationToken)
    {
        if (!IsJson(response))
        {
            return Unknown("answer is not JSON");
        }

        byte[] body = await ReadBytesAsync(response, cancellationToken);
        try
        {
            return call.Notice is not null
                ? JsonSerializer.Deserialize(body, GatewayJson.Default.NoticeResponse) is { } notice ? Believe(notice, call) : Malformed
                : JsonSerializer.Deserialize(body, GatewayJson.Default.DebitResponse) is { } debit ? Believe(debit, call) : Malformed;
        }
        catch (JsonException)
        {
            return Malformed;
        }
    }

    private static ChannelAnswer Believe(DebitResponse answer, GatewayCall call)
    {
        if (answer.OrderNo != call.Number)
        {
            return Unknown("answer is about another order");
        }

        if (!EchoedAmount.TryRead(answer, out long? amount, out string? currency)
            || !IsStorable(answer.Reference) || !IsStorable(answer.DeclineCode) || !IsStorable(answer.AdviceCode))
        {
            return Malformed;
        }

        string? code = string.IsNullOrEmpty(answer.DeclineCode) ? null : answer.DeclineCode;
        return answer.Status switch
        {
            DebitStatus.Declined => Settled(ChannelOutcome.Declined),
            DebitStatus.Succeeded or DebitStatus.Pending when code is not null => Unknown("answer contradicts itself"),
            DebitStatus.Succeeded => Settled(ChannelOutcome.Succeeded),
            DebitStatus.Pending => Settled(ChannelOutcome.Pending),
            _ => Unknown("answer has an unknown status"),
        };

        ChannelAnswer Settled(ChannelOutcome outcome) =>
            new(outcome, string.IsNullOrEmpty(answer.Reference) ? null : answer.Reference, code, answer.CompletedAt?.ToUniversalTime())
            {
                AdviceCode = outcome == ChannelOutcome.Declined && answer.AdviceCode is { Length: > 0 } advice ? advice : null,
                EchoedAmount = amount,
                ToldCurrency = currency,
            };
    }

    private static ChannelAnswer Believe(NoticeResponse answer, GatewayCall call) => (answer.NoticeNo == call.Number, answer.Status) switch
    {
        (false, _) => Unknown("answer is about another notice"),
        (_, NoticeResponse.Accepted) => new ChannelAnswer(ChannelOutcome.Succeeded),
        (_, NoticeResponse.Refused) => new ChannelAnswer(ChannelOutcome.Declined),
        _ => Unknown("answer has an unknown status"),
    };

    /// <summary>
    /// A 404 means "never arrived" only when the gateway itself sent it: an empty one, or a JSON object that names no other order. A
    /// page in HTML or text comes from a wrong base address or from a proxy.
    /// </summary>
    private static async Task<ChannelAnswer> ReadNotFoundAsync(HttpResponseMessage response, GatewayCall call, CancellationToken cancellationToken)
    {
        byte[] body = await ReadBytesAsync(response, cancellationToken);
        return body.Length == 0 || (IsJson(response) && MayBeAbout(call.Number, body))
            ? new ChannelAnswer(ChannelOutcome.NotFound, Detail: Status(response))
            : Unknown("http 404 that is not the gateway's");
    }

    private static bool MayBeAbout(string orderNumber, byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Unambiguous);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && (!document.RootElement.TryGetProperty("orderNo", out JsonElement named)
                    || named.ValueKind == JsonValueKind.Null
                    || (named.ValueKind == JsonValueKind.String && named.ValueEquals(orderNumber)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(MaximumBytes, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static bool IsStorable(string? text) =>
        text is null || (text.Length <= MaximumTextLength && !text.Any(char.IsControl));

    private static string Status(HttpResponseMessage response) => $"http {(int)response.StatusCode}";
}
