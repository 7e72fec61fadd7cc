using Worker.Data.Queries;
using Worker.Ops.Components;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>Sends a message once more, as a message of its own.</summary>
internal sealed class ResendOperation : IOperation
{
    public string Name => "send-again";

    public string Page => "/messages/{id:long}";

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        if (await form.Service<CorrespondenceReader>().FindMessageAsync(form.Id, cancellationToken) is not StoredMessage message)
        {
            return null;
        }

        if (form.Service<ResendMessage>().RefusalOf(message) is RefusalReason refusal)
        {
            throw new OperationRefusedException($"Message {form.Id} can't be sent again: {refusal}.") { Refusal = refusal };
        }

        return new OperationPreview(
            Texts.Operations["SendAgainTitle"],
            Texts.Operations["SendAgainNow"],
            [
                (Texts.Accounts["Message"], Texts.Accounts.Name("Message", message.Kind.Name())),
                (Texts.Accounts["Installment"], $"{message.Facts.PlanReference}-{message.Facts.Number}"),
                (Texts.Accounts["Address"], Masked.Email(message.Recipient.Address)),
            ],
            [Texts.Operations["CopyMeans"]],
            [],
            form.CarryOnce());
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await form.Service<ResendMessage>().ResendAsync(form.Id, form.Key, note, cancellationToken);
}
