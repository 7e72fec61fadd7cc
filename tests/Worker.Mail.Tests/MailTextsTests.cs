using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Worker.Mail.Templates;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests;

public sealed partial class MailTextsTests
{
    private static readonly IReadOnlyDictionary<string, string> Chinese = ResourceFile.Read("src/Worker.Mail/Resources/MailTexts.zh-CN.resx");

    public static TheoryData<string> Variants => [.. Chinese.Keys.Where(key => key.EndsWith("_ByHand", StringComparison.Ordinal) || key.EndsWith("_WithLateFees", StringComparison.Ordinal))];

    [Fact]
    public void Every_text_is_used_and_every_text_that_is_used_is_there()
    {
        IEnumerable<string> used =
        [
            .. Enum.GetValues<MessageKind>().SelectMany(kind => new[] { "Subject", "Heading", "Lead", "Next" }, (kind, part) => $"{kind}_{part}"),
            .. Variants.Select(key => key.Data),
            .. Enum.GetNames<MessageModel.Fact>().Select(fact => $"Label_{fact}"),
            .. new[] { "card", "alipay", "wechatpay", "sandbox", "other" }.SelectMany(channel => new[] { $"Method_{channel}", $"YourMethod_{channel}" }),
            .. Samples.DeclineCodes.Append("other").SelectMany(code => new[] { $"DeclineReason_{code}", $"DeclineAdvice_{code}" }),
            .. RepositoryFile.Under("src/Worker.Mail", ".cs", ".razor")
                .SelectMany(file => Keys.Matches(File.ReadAllText(RepositoryFile.Path(file))))
                .SelectMany(match => match.Groups["key"].Captures.Select(key => key.Value)),
        ];

        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task A_text_for_a_case_of_its_own_is_written_in_that_case_alone(string key)
    {
        MessageKind kind = Enum.Parse<MessageKind>(key[..key.IndexOf('_', StringComparison.Ordinal)]);
        MessageFacts usual = Samples.Facts with { LateFees = 0 };
        MessageFacts special = key.EndsWith("_ByHand", StringComparison.Ordinal) ? usual with { Channel = null } : Samples.Facts;

        Assert.Matches(Written(key), await SubjectAndTextAsync(kind, special));
        Assert.DoesNotMatch(Written(key), await SubjectAndTextAsync(kind, usual));
    }

    [Fact]
    public async Task Chinese_mail_is_written_from_the_satellite_assembly()
    {
        Assembly satellite = typeof(MessageModel).Assembly.GetSatelliteAssembly(CultureInfo.GetCultureInfo("zh-CN"));
        await using Stream stream = satellite.GetManifestResourceStream("Worker.Mail.Resources.MailTexts.zh-CN.resources")!;
        using var texts = new ResourceSet(stream);

        RenderedMessage message = await Samples.RenderAsync(MessageKind.PlanClosed, recipient: Samples.Chinese);

        Assert.StartsWith(texts.GetString("PlanClosed_Heading")!, message.Text, StringComparison.Ordinal);
        Assert.Contains(texts.GetString("Caution")!, message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_of_the_machine_changes_nothing()
    {
        RenderedMessage expected = await Samples.RenderAsync();
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
            Assert.Equal(expected, await Samples.RenderAsync());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Written(string key) => Argument.Replace(Regex.Escape(Chinese[key]), ".*");

    private static async Task<string> SubjectAndTextAsync(MessageKind kind, MessageFacts facts)
    {
        RenderedMessage message = await Samples.RenderAsync(kind, facts, Samples.Chinese);
        return message.Subject + "\n" + message.Text;
    }

    [GeneratedRegex("\\bLanguage\\.Text\\(([^\")]*\"(?<key>\\w+)\")+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Keys { get; }

    [GeneratedRegex(@"\\\{\d+}", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Argument { get; }
}
