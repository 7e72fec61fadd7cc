using Worker.Servicing.Channels;

namespace Worker.Servicing.Operators;

/// <summary>The lever <c>switch</c>. What a run under way has opened and not sent is withdrawn within a second.</summary>
public sealed class SwitchDesk(ISwitchStore store, ChannelDirectory channels, OrdersTooLate tooLate, TimeProvider time)
{
    public async Task<LeverOutcome> DebitsAsync(bool on, OperatorNote note, CancellationToken cancellationToken) =>
        await TellAsync(
            Outcome("Debits are", on, await store.TurnAsync("debits", on, note, time.GetUtcNow(), cancellationToken)), on, new OpenOrderFilter(), cancellationToken);

    /// <exception cref="LeverRefusedException">
    /// The channel is not configured. One that was switched off before it left the configuration can still be switched on.
    /// </exception>
    public async Task<LeverOutcome> ChannelAsync(string channel, bool on, OperatorNote note, CancellationToken cancellationToken)
    {
        bool isKnown = channels.TryGet(channel, out _);
        if (!isKnown && !on)
        {
            throw Unknown(channel);
        }

        SwitchChange change = await store.TurnAsync($"channel:{channel}", on, note, time.GetUtcNow(), cancellationToken);
        return isKnown || change.Changed
            ? await TellAsync(Outcome($"Channel {channel} is", on, change), on, new OpenOrderFilter { Channel = channel }, cancellationToken)
            : throw Unknown(channel);
    }

    /// <summary>Turns the courtesy messages of a customer on or off. What must go is sent in any case.</summary>
    /// <exception cref="LeverRefusedException">No customer has that reference.</exception>
    public async Task<LeverOutcome> CourtesyMailAsync(string customerReference, bool on, OperatorNote note, CancellationToken cancellationToken)
    {
        bool changed = await store.TurnCourtesyMailAsync(customerReference, on, note, time.GetUtcNow(), cancellationToken)
            ?? throw new LeverRefusedException($"There is no customer '{customerReference}'.");
        return new LeverOutcome(changed, $"Courtesy mail of customer {customerReference} is {Side(on)}{(changed ? "" : " already")}.");
    }

    private async Task<LeverOutcome> TellAsync(LeverOutcome outcome, bool on, OpenOrderFilter filter, CancellationToken cancellationToken) =>
        on ? outcome : await tooLate.TellAsync(outcome, filter, cancellationToken);

    private LeverRefusedException Unknown(string channel)
    {
        string known = string.Join(", ", channels.All.Select(one => one.Name).Order(StringComparer.Ordinal));
        return new LeverRefusedException($"There is no channel '{channel}'. Configured are: {(known.Length == 0 ? "none" : known)}.");
    }

    private static LeverOutcome Outcome(string subject, bool on, SwitchChange change)
    {
        string already = change.Changed ? "" : " already";
        string was = change.WasOff is SwitchOff off ? $"; {(on ? "off" : "so")} since {off.Since:yyyy-MM-dd HH:mm:ss}Z, by {off.Actor}: {off.Reason}" : "";
        return new LeverOutcome(change.Changed, $"{subject} {Side(on)}{already}{was}.");
    }

    private static string Side(bool on) => on ? "on" : "off";
}
