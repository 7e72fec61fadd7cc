using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Worker.Channels.Contract;
using Worker.Servicing;

namespace Worker.Channels.Sandbox;

/// <summary>The gateway contract over HTTP, in front of a <see cref="SandboxBook"/>.</summary>
internal sealed class SandboxEndpoints(SandboxBook book, SignatureCheck signatures, MachineClock clock, CancellationToken stopping)
{
    private const string Debits = "/v1/debits";
    private const string Ledger = "/v1/ledger";
    private const int MaximumBodyBytes = 16 * 1024;

    /// <summary>A request that is never answered is cut off after this long, should its sender not have given up before.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(120);

    public Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        return context.Request.Method switch
        {
            "POST" when path == Debits => PostAsync(context),
            "GET" when path.StartsWith(Debits + "/", StringComparison.Ordinal) => GetAsync(context, path[(Debits.Length + 1)..]),
            "GET" when path == Ledger && IsLoopback(context) => WriteAsync(context, 200, book.ReadLedger(), SandboxJson.Default.SandboxLedger),
            _ => NoSuchPageAsync(context),
        };
    }

    private async Task PostAsync(HttpContext context)
    {
        byte[]? body = await ReadBodyAsync(context.Request.BodyReader, context.RequestAborted);
        Refusal? refusal = body is null
            ? Refusal.Shape("The body is too large.")
            : signatures.Refuse(context.Request.Headers, body);
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        refusal = ReadOrder(context.Request, body, out DebitRequest? debit, out TokenRules? rules);
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

    private Refusal? ReadOrder(HttpRequest request, byte[]? body, out DebitRequest? debit, out TokenRules? rules)
    {
        rules = null;
        debit = null;
        if (!request.HasJsonContentType())
        {
            return Refusal.Shape("The content type must be application/json.");
        }

        if (DebitReader.Read(body, out debit) is { } shape)
        {
            return shape;
        }

        if (request.Headers[GatewayHeaders.IdempotencyKey] is not [{ } key] || key != debit!.OrderNo)
        {
            return Refusal.Shape("The idempotency key must be the order number.");
        }

        if (DebitReader.Fault(debit, out rules) is not { } field)
        {
            return null;
        }

        // What is known was fit to be debited, so this is another body. "Nothing was debited" would be wrong.
        return book.Knows(debit.OrderNo) ? Refusal.Conflict(debit.OrderNo) : Refusal.Unacceptable(field, debit.OrderNo);
    }

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
            // Nobody waits for the answer any more.
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
