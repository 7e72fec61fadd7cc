using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Worker.Channels.Contract;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;

namespace Worker.Channels.Sandbox;

/// <summary>Reads the body of a POST, strictly: the fields of the contract, each once, and nothing else.</summary>
internal static class RequestReader
{
    private const int MaximumDescriptionLength = 256;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Reads an order. An amount that is a number but no 64-bit integer is read as zero, which nobody can debit.</summary>
    /// <returns>What is wrong with its shape; null when nothing is.</returns>
    public static Refusal? Read(ReadOnlyMemory<byte> body, out DebitRequest? debit) =>
        Read(body, ReadDebit, "The body must be an object of orderNo, amount, currency, token and description.", out debit)
        ?? (OrderNumber.IsValid(debit!.OrderNo) ? null : Refusal.Shape("The order number must be 1 to 32 characters of [0-9A-Za-z]."));

    /// <summary>Reads a notice, as an order is read.</summary>
    public static Refusal? Read(ReadOnlyMemory<byte> body, out NoticeRequest? notice) =>
        Read(body, ReadNotice, "The body must be an object of noticeNo, token, amount, currency, debitFrom and debitUntil.", out notice)
        ?? (OrderNumber.IsValid(notice!.NoticeNo) ? null : Refusal.Shape("The notice number must be 1 to 32 characters of [0-9A-Za-z]."));

    /// <summary>What can't be debited; null when all can.</summary>
    public static Refusal? Fault(string number, long amount, string currency, string token, out TokenRules? rules)
    {
        bool understood = TokenRules.TryParse(token, out rules);
        return amount <= 0 ? Refusal.Unacceptable("amount", number)
            : !Currency.TryParse(currency, out _) ? Refusal.Unacceptable("currency", number)
            : !understood ? Refusal.UnknownToken(number)
            : null;
    }

    private static Refusal? Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read, string shape, out T? request)
        where T : class
    {
        request = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Strict);
            request = document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : null;
            return request is null ? Refusal.Shape(shape) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Text that is not Unicode is only found when it is taken out, as an invalid operation.
            return Refusal.Shape("The body is not JSON.");
        }
    }

    private static DebitRequest? ReadDebit(JsonElement root) =>
        root.GetPropertyCount() == 5
        && TryReadText(root, "orderNo", out string? orderNumber)
        && TryReadAmount(root, out long amount)
        && TryReadText(root, "currency", out string? currency)
        && TryReadText(root, "token", out string? token)
        && TryReadText(root, "description", out string? description)
        && description.Length <= MaximumDescriptionLength
            ? new DebitRequest(orderNumber, amount, currency, token, description)
            : null;

    private static NoticeRequest? ReadNotice(JsonElement root) =>
        root.GetPropertyCount() == 6
        && TryReadText(root, "noticeNo", out string? noticeNumber)
        && TryReadText(root, "token", out string? token)
        && TryReadAmount(root, out long amount)
        && TryReadText(root, "currency", out string? currency)
        && TryReadDay(root, "debitFrom", out DateOnly from)
        && TryReadDay(root, "debitUntil", out DateOnly until)
        && from <= until
            ? new NoticeRequest(noticeNumber, token, amount, currency, from, until)
            : null;

    private static bool TryReadAmount(JsonElement root, out long amount)
    {
        amount = 0;
        if (!root.TryGetProperty("amount", out JsonElement value) || value.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        amount = value.TryGetInt64(out long minor) ? minor : 0;
        return true;
    }

    private static bool TryReadDay(JsonElement root, string name, out DateOnly day)
    {
        day = default;
        return TryReadText(root, name, out string? text)
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static bool TryReadText(JsonElement root, string name, [NotNullWhen(true)] out string? text)
    {
        text = root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }
}
