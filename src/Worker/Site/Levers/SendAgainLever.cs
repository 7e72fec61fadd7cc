using Worker.Servicing.Operators;
using Worker.Site.Accounts;
using Worker.Site.Components;

namespace Worker.Site.Levers;

/// <summary>Sends a message once more, as a message of its own.</summary>
internal sealed class SendAgainLever : ILever
{
    public string Name => "send-again";

    public string Page => "/messages/{id:long}";

    public async Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken)
    {
        if (await form.Service<ICorrespondenceReader>().FindMessageAsync(form.Id, cancellationToken) is not KeptMessage message)
        {
            return null;
        }

        if (form.Service<MessageDesk>().RefusalOf(message) is LeverRefusal refusal)
        {
            throw new LeverRefusedException($"Message {form.Id} can't be sent again: {refusal}.") { Refusal = refusal };
        }

        return new LeverPreview(
            LeverTexts.SendAgainTitle,
            LeverTexts.SendAgainNow,
            [
                (AccountTexts.Message, AccountWords.Message(message.Kind)),
                (AccountTexts.Installment, $"{message.Facts.PlanReference}-{message.Facts.Number}"),
                (AccountTexts.Address, Masked.Email(message.Recipient.Address)),
            ],
            [LeverTexts.CopyMeans],
            [],
            form.CarryOnce());
    }

    public async Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await form.Service<MessageDesk>().SendAgainAsync(form.Id, form.Deed, note, cancellationToken);
}
