using System.Text.Json;
using Worker.Channels.Contract;
using Worker.Servicing.Ledger;

namespace Worker.Channels.Sandbox;

/// <summary>Reads the body of a POST, strictly: the five fields of the contract, each once, and nothing else.</summary>
internal static class DebitReader
{
    private const int MaximumDescriptionLength = 256;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Reads a body. An amount that is a number but no 64-bit integer is read as zero, which nobody can debit.</summary>
    /// <returns>What is wrong with its shape; null when nothing is.</returns>
    public static Refusal? Read(ReadOnlyMemory<byte> body, out DebitRequest? debit)
    {
        debit = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Strict);
            if (!TryRead(document.RootElement, out debit))
            {
                return Refusal.Shape("The body must be an object of orderNo, amount, currency, token and description.");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Text that is not Unicode is only found when it is taken out, as an invalid operation.
            return Refusal.Shape("The body is not JSON.");
        }

        return OrderNumber.IsValid(debit!.OrderNo) ? null : Refusal.Shape("The order number must be 1 to 32 characters of [0-9A-Za-z].");
    }

    /// <summary>The name of the field that can't be debited; null when all can.</summary>
    public static string? Fault(DebitRequest debit, out TokenRules? rules)
    {
        bool understood = TokenRules.TryParse(debit.Token, out rules);
        return debit.Amount <= 0 ? "amount"
            : !Currency.TryParse(debit.Currency, out _) ? "currency"
            : !understood ? "token"
            : null;
    }

    private static bool TryRead(JsonElement root, out DebitRequest? debit)
    {
        debit = null;
        if (root.ValueKind != JsonValueKind.Object
            || root.GetPropertyCount() != 5
            || !root.TryGetProperty("amount", out JsonElement amount)
            || amount.ValueKind != JsonValueKind.Number
            || Text(root, "orderNo") is not { } orderNumber
            || Text(root, "currency") is not { } currency
            || Text(root, "token") is not { } token
            || Text(root, "description") is not { Length: <= MaximumDescriptionLength } description)
        {
            return false;
        }

        debit = new DebitRequest(orderNumber, amount.TryGetInt64(out long minor) ? minor : 0, currency, token, description);
        return true;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
