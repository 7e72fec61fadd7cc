using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Worker.Channels.Contract;
using Worker.Servicing;
using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>Writes and signs requests. The identical order makes the identical body, byte for byte.</summary>
internal sealed class GatewayRequests(ChannelSettings settings, MachineClock clock)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Uri debits = new(settings.BaseUrl.AbsoluteUri.TrimEnd('/') + "/v1/debits");
    private readonly byte[] key = Encoding.UTF8.GetBytes(settings.Secret);

    public HttpRequestMessage Write(GatewayCall call) => call.Order is { } order ? Debit(order) : Ask(call.OrderNumber);

    private HttpRequestMessage Debit(DebitOrder order)
    {
        // Timestamp, dot and body stand in one buffer: what is signed is one span, and what is sent is the end of it.
        var buffer = new ArrayBufferWriter<byte>(320);
        string timestamp = WriteTimestamp(buffer);
        int bodyStart = buffer.WrittenCount;
        using (var writer = new Utf8JsonWriter(buffer))
        {
            JsonSerializer.Serialize(writer, Body(order), GatewayJson.Default.DebitRequest);
        }

        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory[bodyStart..]);
        content.Headers.ContentType = Json;
        HttpRequestMessage request = Signed(HttpMethod.Post, debits, timestamp, buffer);
        request.Content = content;
        request.Headers.TryAddWithoutValidation(GatewayHeaders.IdempotencyKey, order.OrderNumber);
        return request;
    }

    private HttpRequestMessage Ask(string orderNumber)
    {
        var buffer = new ArrayBufferWriter<byte>(32);
        string timestamp = WriteTimestamp(buffer);
        return Signed(HttpMethod.Get, new Uri($"{debits.AbsoluteUri}/{orderNumber}"), timestamp, buffer);
    }

    private static DebitRequest Body(DebitOrder order) =>
        new(order.OrderNumber, order.Amount.Minor, order.Amount.Currency.Code, order.Token, order.Description);

    private string WriteTimestamp(ArrayBufferWriter<byte> buffer)
    {
        string timestamp = clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(timestamp, buffer);
        buffer.Write("."u8);
        return timestamp;
    }

    private HttpRequestMessage Signed(HttpMethod method, Uri address, string timestamp, ArrayBufferWriter<byte> signed)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation(GatewayHeaders.Timestamp, timestamp);
        request.Headers.TryAddWithoutValidation(GatewayHeaders.Signature, RequestSignature.Of(key, signed.WrittenSpan));
        return request;
    }
}
