using Worker.Servicing.Messages;

namespace Worker.Mail.Tests;

/// <summary>Messages as the jobs would ask for them.</summary>
internal static class Samples
{
    public const string HelpContact = "help@shop.example, +86 400 000 0000";

    /// <summary>The decline codes of the contract.</summary>
    public static IReadOnlyList<string> DeclineCodes { get; } =
    [
        "insufficient_funds", "limit_exceeded", "try_later", "account_closed", "agreement_revoked", "card_expired", "card_lost",
        "fraud_suspected",
    ];

    public static MailSettings Settings { get; } = new()
    {
        From = "Shop installments <installments@mail.shop.example>",
        HelpContact = HelpContact,
        Unsubscribe = new Uri("https://shop.example/unsubscribe?list=reminders&x=1"),
        Host = "127.0.0.1",
        Security = MailSecurity.None,
        Timeout = TimeSpan.FromSeconds(20),
    };

    public static MessageFacts Facts { get; } = new()
    {
        PlanReference = "P-2026-000042",
        Number = 3,
        Count = 12,
        Currency = "CNY",
        Amount = 123456,
        LateFees = 1234,
        DueOn = new DateOnly(2026, 3, 5),
        BusinessDate = new DateOnly(2026, 3, 8),
        Channel = "card",
        MethodEnding = "4242",
        OrderNumber = "D0000000000000000000000042",
        DeclineCode = "insufficient_funds",
        DaysPastDue = 3,
    };

    public static Recipient Chinese { get; } = new("张伟", "zhang.wei@mail.example", "zh-CN");

    public static Recipient English { get; } = new("Ada Lovelace", "ada@mail.example", "en");

    public static async Task<RenderedMessage> RenderAsync(
        MessageKind kind = MessageKind.Receipt,
        MessageFacts? facts = null,
        Recipient? recipient = null,
        bool isCourtesy = false,
        string key = "17/receipt/2026-03-08",
        MailSettings? settings = null)
    {
        using var renderer = new MessageRenderer(settings ?? Settings);
        return await renderer.RenderAsync(key, kind, facts ?? Facts, recipient ?? English, isCourtesy, CancellationToken.None);
    }
}
