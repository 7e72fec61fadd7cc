using Worker.Servicing.Channels;
using Worker.Servicing.Debits;

namespace Worker.Servicing.Operations;

/// <summary>Turns debits, a channel or a customer's courtesy mail on or off. What a run under way has opened and not sent is withdrawn within a second.</summary>
public sealed class TurnSwitch(ISwitchStore store, ChannelDirectory channels, OrdersStillOpen ordersStillOpen, TimeProvider time)
{
    public async Task<OperationOutcome> TurnDebitsAsync(bool on, OperatorNote note, CancellationToken cancellationToken) =>
        await WarnAsync(
            Outcome("Debits are", on, await store.TurnAsync(SwitchNames.AllDebits, on, note, time.GetUtcNow(), cancellationToken)), on, new OpenOrderFilter(), cancellationToken);

    /// <exception cref="OperationRefusedException">
    /// The channel is not configured. One that was switched off before it left the configuration can still be switched on.
    /// </exception>
    public async Task<OperationOutcome> TurnChannelAsync(string channel, bool on, OperatorNote note, CancellationToken cancellationToken)
    {
        bool isKnown = channels.TryGet(channel, out _);
        if (!isKnown && !on)
        {
            throw Unknown(channel);
        }

        SwitchChange change = await store.TurnAsync(SwitchNames.OfChannel(channel), on, note, time.GetUtcNow(), cancellationToken);
        return isKnown || change.Changed
            ? await WarnAsync(Outcome($"Channel {channel} is", on, change), on, new OpenOrderFilter { Channel = channel }, cancellationToken)
            : throw Unknown(channel);
    }

    /// <summary>Turns the courtesy messages of a customer on or off. What must go is sent in any case.</summary>
    /// <exception cref="OperationRefusedException">No customer has that reference.</exception>
    public async Task<OperationOutcome> TurnCourtesyMailAsync(string customerReference, bool on, OperatorNote note, CancellationToken cancellationToken)
    {
        bool changed = await store.TurnCourtesyMailAsync(customerReference, on, note, time.GetUtcNow(), cancellationToken)
            ?? throw new OperationRefusedException($"There is no customer '{customerReference}'.");
        return new OperationOutcome(changed, $"Courtesy mail of customer {customerReference} is {Side(on)}{(changed ? "" : " already")}.");
    }

    private async Task<OperationOutcome> WarnAsync(OperationOutcome outcome, bool on, OpenOrderFilter filter, CancellationToken cancellationToken) =>
        on ? outcome : await ordersStillOpen.WarnAsync(outcome, filter, cancellationToken);

    private OperationRefusedException Unknown(string channel)
    {
        string known = string.Join(", ", channels.All.Select(one => one.Name).Order(StringComparer.Ordinal));
        return new OperationRefusedException($"There is no channel '{channel}'. Configured are: {(known.Length == 0 ? "none" : known)}.");
    }

    private static OperationOutcome Outcome(string subject, bool on, SwitchChange change)
    {
        string already = change.Changed ? "" : " already";
        string was = change.WasOff is SwitchOff off ? $"; {(on ? "off" : "so")} since {off.Since:yyyy-MM-dd HH:mm:ss}Z, by {off.Actor}: {off.Reason}" : "";
        return new OperationOutcome(change.Changed, $"{subject} {Side(on)}{already}{was}.");
    }

    private static string Side(bool on) => on ? "on" : "off";
}

/// <summary>Turns switches, each in one transaction with its line in the audit log.</summary>
public interface ISwitchStore
{
    Task<SwitchChange> TurnAsync(string name, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>Whether anything changed; null when no customer has that reference.</returns>
    Task<bool?> TurnCourtesyMailAsync(
        string customerReference, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="WasOff">Who had it off and why; null when it was on.</param>
public sealed record SwitchChange(bool Changed, SwitchOff? WasOff);

public sealed record SwitchOff(string Name, string Reason, string Actor, DateTimeOffset Since);
