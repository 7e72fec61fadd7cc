using Worker.Servicing.Messages;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Execution;

/// <summary>A message that the worker handed over, and what it was told.</summary>
public sealed record MailCall(DateTimeOffset At, string MessageId, string Customer, DeliveryOutcome Outcome);

/// <summary>A mail server that takes everything, but for what the story has it say.</summary>
internal sealed class Mailbox(TimeProvider clock) : IMailTransport
{
    private readonly List<MailCall> calls = [];

    /// <summary>What meets the mail of each customer today.</summary>
    public IReadOnlyDictionary<string, MailFaultKind> Faults { get; set; } = new Dictionary<string, MailFaultKind>(StringComparer.Ordinal);

    /// <summary>Everything that was handed over so far.</summary>
    public IReadOnlyList<MailCall> Calls => calls;

    /// <summary>One at a time, so that the same story is told in the same order.</summary>
    public int MaxInFlight => 1;

    public Task<DeliveryResult> SendAsync(RenderedMessage message, CancellationToken cancellationToken)
    {
        string customer = BookFiles.CustomerAt(message.Recipient.Address);
        DeliveryOutcome outcome = !Faults.TryGetValue(customer, out MailFaultKind fault)
            ? DeliveryOutcome.Sent
            : fault switch
            {
                MailFaultKind.Deferred => DeliveryOutcome.Deferred,
                MailFaultKind.Refused => DeliveryOutcome.Refused,
                MailFaultKind.BadAddress => DeliveryOutcome.BadAddress,
                _ => DeliveryOutcome.Unreachable,
            };
        calls.Add(new MailCall(clock.GetUtcNow(), message.MessageId, customer, outcome));
        return Task.FromResult(new DeliveryResult(outcome, outcome == DeliveryOutcome.Sent ? null : "as the story says"));
    }
}
