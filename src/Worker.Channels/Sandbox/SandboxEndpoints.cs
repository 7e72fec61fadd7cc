using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Worker.Channels.Contract;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Sandbox;

/// <summary>The gateway contract over HTTP, in front of a <see cref="SandboxBook"/>.</summary>
internal sealed class SandboxEndpoints(SandboxBook book, SignatureCheck signatures, MachineClock clock, CancellationToken stopping)
{
    private const string Debits = "/v1/debits";
    private const string Notices = "/v1/notices";
    private const string Ledger = "/v1/ledger";
    private const int MaximumBodyBytes = 16 * 1024;

    /// <summary>How long a request that is never answered is kept, unless its sender gives up before.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(120);

    public Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        return context.Request.Method switch
        {
            "POST" when path == Debits => DebitAsync(context),
            "POST" when path == Notices => NoticeAsync(context),
            "GET" when path.StartsWith(Debits + "/", StringComparison.Ordinal) => GetAsync(context, path[(Debits.Length + 1)..]),
            "GET" when path == Ledger && IsLoopback(context) => WriteAsync(context, 200, book.ReadLedger(), SandboxJson.Default.SandboxLedger),
            _ => NoSuchPageAsync(context),
        };
    }

    private async Task DebitAsync(HttpContext context)
    {
        (byte[] body, Refusal? refusal) = await ReadSignedAsync(context);
        DebitRequest? debit = null;
        TokenRules? rules = null;
        refusal ??= RequestReader.Read(body, out debit)
            ?? RefuseKey(context.Request, debit!.OrderNo)
            ?? RequestReader.Fault(debit.OrderNo, debit.Amount, debit.Currency, debit.Token, out rules);
        if (refusal is { Status: StatusCodes.Status422UnprocessableEntity } && book.Knows(debit!.OrderNo))
        {
            // A known order was valid, so this is another body. "Nothing was debited" would be wrong.
            refusal = Refusal.Conflict(debit.OrderNo);
        }

        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        Reception reception = book.Receive(debit!, rules!, out SandboxAnswer? answer);
        if (reception == Reception.Silent)
        {
            await KeepSilentAsync(context);
            return;
        }

        if (rules!.Slow is { } slow)
        {
            await WaitAsync(slow, context.RequestAborted);
        }

        await (reception switch
        {
            Reception.Conflict => RefuseAsync(context, Refusal.Conflict(debit!.OrderNo)),
            Reception.Failed => RefuseAsync(context, Refusal.Failure),
            _ => WriteAsync(context, 200, answer!, SandboxJson.Default.SandboxAnswer),
        });
    }

    private async Task NoticeAsync(HttpContext context)
    {
        (byte[] body, Refusal? refusal) = await ReadSignedAsync(context);
        NoticeRequest? notice = null;
        TokenRules? rules = null;
        refusal ??= RequestReader.Read(body, out notice)
            ?? RefuseKey(context.Request, notice!.NoticeNo)
            ?? RequestReader.Fault(notice.NoticeNo, notice.Amount, notice.Currency, notice.Token, out rules);
        if (refusal is null && !book.TryNotice(notice!))
        {
            refusal = Refusal.Conflict(notice!.NoticeNo);
        }

        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        if (rules!.Slow is { } slow)
        {
            await WaitAsync(slow, context.RequestAborted);
        }

        var answer = new NoticeResponse(notice!.NoticeNo, rules.RefusesNotices ? NoticeResponse.Refused : NoticeResponse.Accepted);
        await WriteAsync(context, 200, answer, SandboxJson.Default.NoticeResponse);
    }

    private Task GetAsync(HttpContext context, string orderNumber)
    {
        if (signatures.Refuse(context.Request.Headers, Encoding.UTF8.GetBytes(TargetOf(context))) is { } refusal)
        {
            return RefuseAsync(context, refusal);
        }

        return book.Find(orderNumber) is { } answer
            ? WriteAsync(context, 200, answer, SandboxJson.Default.SandboxAnswer)
            : RefuseAsync(context, Refusal.NeverArrived(OrderNumber.IsValid(orderNumber) ? orderNumber : null));
    }

    /// <summary>The body of a POST, or why the request is refused before its body is read.</summary>
    private async Task<(byte[] Body, Refusal? Refusal)> ReadSignedAsync(HttpContext context)
    {
        byte[]? body = await ReadBodyAsync(context.Request.BodyReader, context.RequestAborted);
        return body is null
            ? ([], Refusal.Shape("The body is too large."))
            : (body, signatures.Refuse(context.Request.Headers, body)
                ?? (context.Request.HasJsonContentType() ? null : Refusal.Shape("The content type must be application/json.")));
    }

    private static Refusal? RefuseKey(HttpRequest request, string number) =>
        request.Headers[GatewayHeaders.IdempotencyKey] is [{ } key] && key == number
            ? null
            : Refusal.Shape("The idempotency key must be the order or notice number.");

    private async Task KeepSilentAsync(HttpContext context)
    {
        await WaitAsync(LongestSilence, context.RequestAborted);
        context.Abort();
    }

    private async Task WaitAsync(TimeSpan duration, CancellationToken aborted)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            await Task.Delay(duration, clock.Time, given.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller has gone.
        }
    }

    private static async ValueTask<byte[]?> ReadBodyAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaximumBodyBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                byte[] body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The path with its query as it was sent, from <c>/v1</c> on.</summary>
    private static string TargetOf(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target[Math.Max(0, target.IndexOf("/v1/", StringComparison.Ordinal))..];
    }

    private static bool IsLoopback(HttpContext context) => IPAddress.IsLoopback(context.Connection.RemoteIpAddress ?? IPAddress.None);

    private static Task RefuseAsync(HttpContext context, Refusal refusal) =>
        WriteAsync(context, refusal.Status, refusal.Error, GatewayJson.Default.GatewayError);

    /// <summary>In plain text, so that a client with a wrong base address can't take it for "that order never arrived".</summary>
    private static Task NoSuchPageAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("There is no such page.");
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
