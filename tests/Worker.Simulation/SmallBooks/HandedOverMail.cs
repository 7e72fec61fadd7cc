using System.Collections.Concurrent;
using Worker.Servicing.Messages;

namespace Worker.Simulation.SmallBooks;

/// <summary>What the mail server of a world took, whichever process handed it over, and how much of it was in flight when a process went wrong.</summary>
public sealed class HandedOverMail
{
    /// <summary>What a process may have handed over and not written down yet.</summary>
    private const int MostInFlight = 20;

    private readonly ConcurrentDictionary<string, int> taken = new(StringComparer.Ordinal);
    private readonly World world;
    private readonly int sentBefore;
    private int inFlight;

    public HandedOverMail(World world)
    {
        this.world = world;
        sentBefore = CountSent();
    }

    /// <summary>This transport, watched.</summary>
    public IMailTransport To(IMailTransport inner) => new Transport(this, inner);

    /// <summary>Looks how much was taken and is not noted as sent; asked once a process has stopped, before another goes on.</summary>
    public void NoteInFlight() =>
        inFlight = Math.Max(inFlight, taken.Count - (CountSent() - sentBefore));

    /// <summary>A line for everything that went out more often than it may have.</summary>
    public IEnumerable<string> FindWrong()
    {
        int copies = taken.Values.Sum(times => times - 1);
        return
        [
            .. taken.Where(mail => mail.Value > 2).Select(mail => $"{Ending.Faulty}mail {mail.Key} was handed over {mail.Value} times"),
            .. copies > inFlight ? [$"{Ending.Faulty}{copies} mails went twice, and {inFlight} were in flight"] : Array.Empty<string>(),
            .. inFlight > MostInFlight ? [$"{Ending.Faulty}{inFlight} mails were in flight"] : Array.Empty<string>(),
        ];
    }

    private int CountSent() => world.Book.Query<int>("select count(*) from message where state = 'sent'").Single();

    private sealed class Transport(HandedOverMail mail, IMailTransport inner) : IMailTransport
    {
        public int MaxInFlight => inner.MaxInFlight;

        public async Task<DeliveryResult> SendAsync(RenderedMessage message, CancellationToken cancellationToken)
        {
            DeliveryResult delivery = await inner.SendAsync(message, cancellationToken);
            if (delivery.Outcome == DeliveryOutcome.Sent)
            {
                mail.taken.AddOrUpdate(message.MessageId, 1, (_, times) => times + 1);
            }

            return delivery;
        }
    }
}
