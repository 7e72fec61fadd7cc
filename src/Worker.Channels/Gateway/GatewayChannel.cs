using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Gateway;

/// <summary>A channel behind the gateway contract: signed JSON over HTTP, debits by order number.</summary>
/// <remarks>
/// A debit is sent again only when it was certainly not processed (429). After a time-out or a broken connection it is never
/// sent again from here: it is in doubt, and the caller asks for it by its order number.
/// </remarks>
public sealed class GatewayChannel : IDebitChannel, IDisposable
{
    private readonly HttpClient client;
    private readonly MachineClock clock;
    private readonly ILogger log;
    private readonly GatewayRequests requests;
    private readonly OutageLog outages;
    private readonly SemaphoreSlim slots;
    private readonly SharedRateLimit? rateLimit;
    private readonly ResiliencePipeline<GatewayReply> pipeline;

    /// <summary>Makes the channel of one configured gateway.</summary>
    /// <exception cref="ArgumentException">The base address is not an absolute http or https one, or the secret is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of the range that <see cref="ChannelSettings"/> names.</exception>
    public GatewayChannel(ChannelSettings settings, HttpClient client, IRateLimitStore rates, MachineClock clock, ILogger<GatewayChannel> log)
    {
        Check(settings);
        this.client = client;
        this.clock = clock;
        this.log = log;
        Name = settings.Name;
        outages = new OutageLog(settings.Name, clock, log);
        requests = new GatewayRequests(settings, clock);
        slots = new SemaphoreSlim(settings.MaxInFlight, settings.MaxInFlight);
        rateLimit = settings.CallsPerSecond is { } callsPerSecond ? new SharedRateLimit(settings.Name, callsPerSecond, rates, clock, log) : null;
        pipeline = GatewayPipeline.Build(settings, rateLimit, clock.Time, log);
    }

    public string Name { get; }

    private static ChannelAnswer Withdrawn { get; } = new(ChannelOutcome.NotSent, Detail: "withdrawn");

    public Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken) =>
        OrderNumber.IsValid(order.OrderNumber)
            ? CallAsync(new GatewayCall(order.OrderNumber, Order: order), withdrawn, cancellationToken)
            : Task.FromResult(new ChannelAnswer(ChannelOutcome.Rejected, Detail: "not an order number; nothing was sent"));

    public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken) =>
        OrderNumber.IsValid(orderNumber)
            ? CallAsync(new GatewayCall(orderNumber), CancellationToken.None, cancellationToken)
            : Task.FromResult(new ChannelAnswer(ChannelOutcome.Unknown, Detail: "not an order number; nothing was asked"));

    public async Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken)
    {
        if (!OrderNumber.IsValid(notice.NoticeNumber))
        {
            return new NoticeAnswer(NoticeOutcome.Refused, "not a notice number; nothing was sent");
        }

        ChannelAnswer answer = await CallAsync(new GatewayCall(notice.NoticeNumber, Notice: notice), CancellationToken.None, cancellationToken);
        return new NoticeAnswer(
            answer.Outcome switch
            {
                ChannelOutcome.Succeeded => NoticeOutcome.Accepted,
                ChannelOutcome.Declined or ChannelOutcome.Rejected => NoticeOutcome.Refused,
                _ => NoticeOutcome.Unknown,
            },
            answer.Detail);
    }

    /// <summary>Leaves the client to whoever made it.</summary>
    public void Dispose()
    {
        slots.Dispose();
        rateLimit?.Dispose();
    }

    private async Task<ChannelAnswer> CallAsync(GatewayCall call, CancellationToken withdrawn, CancellationToken cancellationToken)
    {
        using var permit = new CallPermit(withdrawn, cancellationToken);
        try
        {
            // The slot is kept while waiting after a 429: when a gateway asks us to slow down, the whole channel does.
            await slots.WaitAsync(permit.Waiting);
        }
        catch (OperationCanceledException) when (permit.IsGivenUp)
        {
            return Withdrawn;
        }

        try
        {
            using Activity? activity = GatewayTelemetry.Start(Name, call);
            long started = clock.Time.GetTimestamp();
            ChannelAnswer answer = await SendThroughPipelineAsync(call, permit, cancellationToken);
            if (!ReferenceEquals(answer, Withdrawn))
            {
                outages.Note(answer);
            }

            GatewayTelemetry.Record(Name, call, answer, clock.Time.GetElapsedTime(started), activity);
            return answer;
        }
        finally
        {
            slots.Release();
        }
    }

    private async ValueTask<ChannelAnswer> SendThroughPipelineAsync(GatewayCall call, CallPermit permit, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(permit.Waiting);
        context.Properties.Set(GatewayPipeline.WaitForCheck, call.Order?.WaitForCheck);
        try
        {
            Outcome<GatewayReply> outcome = await pipeline.ExecuteOutcomeAsync(
                static (context, state) => state.Channel.SendOnceAsync(state.Call, state.Permit, context.CancellationToken),
                context,
                (Channel: this, Call: call, Permit: permit));

            return outcome.Exception switch
            {
                null => outcome.Result!.Answer,
                TimeoutRejectedException => GatewayAnswers.Unknown("time-out"),
                BrokenCircuitException => GatewayAnswers.NotSent("circuit open", call),
                RateUnknownException => GatewayAnswers.NotSent("rate unknown", call),
                OperationCanceledException when permit.IsGivenUp => Withdrawn,
                OperationCanceledException when cancellationToken.IsCancellationRequested =>
                    throw new OperationCanceledException(cancellationToken),
                OperationCanceledException => GatewayAnswers.Unknown("time-out"),
                Exception exception => GatewayAnswers.Unknown(exception.GetType().Name),
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Outcome<GatewayReply>> SendOnceAsync(GatewayCall call, CallPermit permit, CancellationToken cancellationToken)
    {
        if (!permit.TryTake())
        {
            return Outcome.FromResult(new GatewayReply(Withdrawn));
        }

        try
        {
            using HttpRequestMessage request = requests.Write(call);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            GatewayReply reply = await GatewayAnswers.ReadAsync(response, call, clock.Now, cancellationToken);
            Log(response.StatusCode, call);
            if (reply.TryAgainAfter is not null)
            {
                permit.WaitAgain();
            }

            return Outcome.FromResult(reply);
        }
        catch (OperationCanceledException exception) when (exception.InnerException is not TimeoutException)
        {
            return Outcome.FromException<GatewayReply>(exception);
        }
        catch (Exception exception)
        {
            // Whatever failed, the order may have arrived, unless there was never a connection.
            return Outcome.FromResult(new GatewayReply(GatewayFaults.Explain(exception, call)));
        }
    }

    private void Log(HttpStatusCode status, GatewayCall call)
    {
        if (status == HttpStatusCode.Unauthorized)
        {
            GatewayLog.SignatureRefused(log, Name);
        }
        else if (status == HttpStatusCode.Conflict)
        {
            GatewayLog.Conflict(log, Name, call.Number);
        }
    }

    private static void Check(ChannelSettings settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(settings.Name, nameof(settings));
        ArgumentException.ThrowIfNullOrEmpty(settings.Secret, nameof(settings));
        if (!settings.BaseUrl.IsAbsoluteUri || settings.BaseUrl.Scheme is not ("http" or "https") || settings.BaseUrl.Query.Length > 0)
        {
            throw new ArgumentException($"The base address of channel {settings.Name} must be an absolute http or https one without a query.", nameof(settings));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxInFlight, 1, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.CallsPerSecond ?? 1, 1, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Timeout, TimeSpan.FromSeconds(0.1), nameof(settings));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Timeout, TimeSpan.FromSeconds(300), nameof(settings));
    }
}
