using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Channels;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Execution;

/// <summary>What the worker was told.</summary>
public enum GatewayReply
{
    Nothing = 1,
    Succeeded,
    Declined,
    Pending,
    NeverArrived,
    Wrong,
    NotProcessed,

    /// <summary>It did not go out: it was withdrawn before.</summary>
    NotSent,

    /// <summary>Something about another amount, or in another currency, than was ordered.</summary>
    OtherAmount,
}

/// <summary>A call of the worker to a gateway, and what it was told.</summary>
public sealed record GatewayCall(
    DateTimeOffset At, bool IsDebit, string OrderNo, string Installment, long Amount, string Currency, string Token, GatewayReply Reply, string? DeclineCode);

/// <summary>A debit that was announced to a channel, and whether it was accepted; null where no answer came.</summary>
public sealed record NoticeCall(DebitNotice Notice, bool? IsAccepted);

/// <summary>The way to the gateways: does what the story says to the orders on it, and writes down who said what.</summary>
internal sealed class GatewayObserver(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<GatewayCall> calls = [];
    private readonly List<NoticeCall> notices = [];
    private readonly Dictionary<string, DebitOrder> orders = new(StringComparer.Ordinal);

    /// <summary>What meets the orders of each installment today.</summary>
    public ILookup<string, GatewayFaultKind> Faults { get; set; } = Array.Empty<GatewayFault>().ToLookup(fault => fault.Installment, fault => fault.Kind);

    /// <summary>What meets the notices of today; null for nothing.</summary>
    public NoticeFault? NoticeFault { get; set; }

    /// <summary>Every debit that was announced so far.</summary>
    public IReadOnlyList<NoticeCall> Notices
    {
        get
        {
            lock (gate)
            {
                return [.. notices];
            }
        }
    }

    /// <summary>Everything that was said about debits so far.</summary>
    public IReadOnlyList<GatewayCall> Calls
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    public IDebitChannels Around(IDebitChannels inner) => new Channels(this, inner);

    private async Task<ChannelAnswer> DebitAsync(IDebitChannel inner, DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            orders[order.OrderNumber] = order;
        }

        try
        {
            ChannelAnswer answer = await SendAsync(inner, order, withdrawn, cancellationToken);
            Note(order, answer);
            return answer;
        }
        catch (WorkerCrashedException)
        {
            Note(order, new ChannelAnswer(ChannelOutcome.Unknown));
            throw;
        }
    }

    private async Task<ChannelAnswer> SendAsync(IDebitChannel inner, DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken)
    {
        GatewayFaultKind[] faults = [.. Faults[order.Description].Where(fault => fault != GatewayFaultKind.DeafToQuestions)];
        switch (faults.FirstOrDefault())
        {
            case GatewayFaultKind.Lost:
                return new ChannelAnswer(ChannelOutcome.Unknown, Detail: "time-out");
            case GatewayFaultKind.AnswerLost:
                await inner.DebitAsync(order, withdrawn, cancellationToken);
                return new ChannelAnswer(ChannelOutcome.Unknown, Detail: "http 500");
            case GatewayFaultKind.Twice:
                await inner.DebitAsync(order, withdrawn, cancellationToken);
                return await inner.DebitAsync(order, withdrawn, cancellationToken);
            case GatewayFaultKind.Busy:
                return new ChannelAnswer(ChannelOutcome.NotProcessed, Detail: "http 429");
            case GatewayFaultKind.Refused:
                return new ChannelAnswer(ChannelOutcome.Rejected, Detail: "http 422");
            case GatewayFaultKind.TellsOtherAmount:
                return await inner.DebitAsync(order, withdrawn, cancellationToken) with { EchoedAmount = order.Amount.Minor + 1 };
            case GatewayFaultKind.StrangeDecline:
                return new ChannelAnswer(ChannelOutcome.Declined, DeclineCode: "do_not_honor");
            default:
                return await inner.DebitAsync(order, withdrawn, cancellationToken);
        }
    }

    private async Task<ChannelAnswer> QueryStatusAsync(IDebitChannel inner, string orderNumber, CancellationToken cancellationToken)
    {
        DebitOrder? order;
        lock (gate)
        {
            order = orders.GetValueOrDefault(orderNumber);
        }

        string installment = order?.Description ?? "";

        ChannelAnswer answer = Faults[installment].Contains(GatewayFaultKind.DeafToQuestions)
            ? new ChannelAnswer(ChannelOutcome.Unknown, Detail: "time-out")
            : await inner.QueryStatusAsync(orderNumber, cancellationToken);
        lock (gate)
        {
            calls.Add(new GatewayCall(clock.GetUtcNow(), false, orderNumber, installment, 0, "", "", Of(answer, order), answer.DeclineCode));
        }

        return answer;
    }

    private async Task<NoticeAnswer> NotifyAsync(IDebitChannel inner, DebitNotice notice, CancellationToken cancellationToken)
    {
        bool? isAccepted = null;
        try
        {
            NoticeAnswer answer = NoticeFault is { IsTaken: false }
                ? new NoticeAnswer(NoticeOutcome.Unknown, "time-out")
                : await inner.NotifyAsync(notice, cancellationToken);
            answer = NoticeFault is null ? answer : new NoticeAnswer(NoticeOutcome.Unknown, "time-out");
            isAccepted = answer.Outcome == NoticeOutcome.Unknown ? null : answer.Outcome == NoticeOutcome.Accepted;
            return answer;
        }
        finally
        {
            lock (gate)
            {
                notices.Add(new NoticeCall(notice, isAccepted));
            }
        }
    }

    private void Note(DebitOrder order, ChannelAnswer answer)
    {
        lock (gate)
        {
            calls.Add(new GatewayCall(
                clock.GetUtcNow(),
                true,
                order.OrderNumber,
                order.Description,
                order.Amount.Minor,
                order.Amount.Currency.Code,
                order.Token,
                Of(answer, order),
                answer.DeclineCode));
        }
    }

    private static GatewayReply Of(ChannelAnswer answer, DebitOrder? order) => answer.Outcome switch
    {
        _ when order is not null
            && ((answer.EchoedAmount ?? order.Amount.Minor) != order.Amount.Minor
                || (answer.ToldCurrency ?? order.Amount.Currency.Code) != order.Amount.Currency.Code) => GatewayReply.OtherAmount,
        ChannelOutcome.Succeeded => GatewayReply.Succeeded,
        ChannelOutcome.Declined => GatewayReply.Declined,
        ChannelOutcome.Pending => GatewayReply.Pending,
        ChannelOutcome.NotFound => GatewayReply.NeverArrived,
        ChannelOutcome.Rejected => GatewayReply.Wrong,
        ChannelOutcome.NotProcessed => GatewayReply.NotProcessed,
        ChannelOutcome.NotSent => GatewayReply.NotSent,
        _ => GatewayReply.Nothing,
    };

    private sealed class Channels(GatewayObserver gateway, IDebitChannels inner) : IDebitChannels
    {
        public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
        {
            channel = inner.TryGet(name, out IDebitChannel? found) ? new Channel(gateway, found) : null;
            return channel is not null;
        }
    }

    private sealed class Channel(GatewayObserver gateway, IDebitChannel inner) : IDebitChannel
    {
        public string Name => inner.Name;

        public Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken) =>
            gateway.DebitAsync(inner, order, withdrawn, cancellationToken);

        public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken) =>
            gateway.QueryStatusAsync(inner, orderNumber, cancellationToken);

        public Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken) =>
            gateway.NotifyAsync(inner, notice, cancellationToken);
    }
}
