using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Worker.Channels.Contract;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Gateway;

/// <summary>Writes and signs requests. The same order always makes the same body, byte for byte.</summary>
internal sealed class GatewayRequests(ChannelSettings settings, MachineClock clock)
{
    /// <summary>Where the contract's path begins: a path in front of it is not signed.</summary>
    private const string VersionOne = "/v1";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly string versionOne = settings.BaseUrl.AbsoluteUri.TrimEnd('/') + VersionOne;
    private readonly byte[] key = Encoding.UTF8.GetBytes(settings.Secret);

    public HttpRequestMessage Write(GatewayCall call) => call switch
    {
        { Order: { } order } => Post(
            "/debits",
            call.Number,
            new DebitRequest(order.OrderNumber, order.Amount.Minor, order.Amount.Currency.Code, order.Token, order.Description),
            GatewayJson.Default.DebitRequest),
        { Notice: { } notice } => Post(
            "/notices",
            call.Number,
            new NoticeRequest(
                notice.NoticeNumber, notice.Token, notice.Amount.Minor, notice.Amount.Currency.Code, notice.DebitFrom, notice.DebitUntil),
            GatewayJson.Default.NoticeRequest),
        _ => Get($"/debits/{call.Number}"),
    };

    private HttpRequestMessage Post<T>(string path, string number, T body, JsonTypeInfo<T> type)
    {
        // Timestamp, dot and body share one buffer: the whole is signed, and its end is sent.
        var buffer = new ArrayBufferWriter<byte>(320);
        string timestamp = WriteTimestamp(buffer);
        int bodyStart = buffer.WrittenCount;
        using (var writer = new Utf8JsonWriter(buffer))
        {
            JsonSerializer.Serialize(writer, body, type);
        }

        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory[bodyStart..]);
        content.Headers.ContentType = Json;
        HttpRequestMessage request = Signed(HttpMethod.Post, path, timestamp, buffer);
        request.Content = content;
        request.Headers.TryAddWithoutValidation(GatewayHeaders.IdempotencyKey, number);
        return request;
    }

    private HttpRequestMessage Get(string path)
    {
        var buffer = new ArrayBufferWriter<byte>(96);
        string timestamp = WriteTimestamp(buffer);
        Encoding.ASCII.GetBytes(VersionOne, buffer);
        Encoding.ASCII.GetBytes(path, buffer);
        return Signed(HttpMethod.Get, path, timestamp, buffer);
    }

    private string WriteTimestamp(ArrayBufferWriter<byte> buffer)
    {
        string timestamp = clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(timestamp, buffer);
        buffer.Write("."u8);
        return timestamp;
    }

    private HttpRequestMessage Signed(HttpMethod method, string path, string timestamp, ArrayBufferWriter<byte> signed)
    {
        var request = new HttpRequestMessage(method, new Uri(versionOne + path));
        request.Headers.TryAddWithoutValidation(GatewayHeaders.Timestamp, timestamp);
        request.Headers.TryAddWithoutValidation(GatewayHeaders.Signature, RequestSignature.Of(key, signed.WrittenSpan));
        return request;
    }
}

/// <summary>A call to a gateway: an order to debit, a notice, or, with neither, an order number to ask about.</summary>
/// <param name="Number">A valid order or notice number.</param>
internal sealed record GatewayCall(string Number, DebitOrder? Order = null, DebitNotice? Notice = null)
{
    /// <summary>Only a question.</summary>
    public bool IsQuestion => Order is null && Notice is null;

    public string Operation => Order is not null ? "debit" : Notice is not null ? "notify" : "ask";
}

/// <summary>The answer to one sending of a call.</summary>
/// <param name="TryAgainAfter">How long the gateway asks us to wait (429); null when there is nothing to try again.</param>
internal sealed record GatewayReply(ChannelAnswer Answer, TimeSpan? TryAgainAfter = null);
