using System.Resources;
using Worker.Servicing.Currencies;

namespace Worker.Mail;

/// <summary>The texts of <c>Resources/MailTexts</c> in a language. They come back unescaped: whoever puts them on a page escapes them.</summary>
internal static class MailTexts
{
    private static readonly ResourceManager Texts = new("Worker.Mail.Resources.MailTexts", typeof(MailTexts).Assembly);

    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public static string Text(this Language language, string key, params object[] arguments) =>
        language.Find(key, arguments) ?? throw new MissingManifestResourceException($"MailTexts has no {key}.");

    /// <summary>The text about a code that comes from outside; the one about any other where the code is unknown or null.</summary>
    public static string TextOrOther(this Language language, string prefix, string? code) =>
        language.Find($"{prefix}_{code}") ?? language.Text(prefix + "_other");

    public static string? Find(this Language language, string key, params object[] arguments) =>
        Texts.GetString(key, language.Culture) is { } text ? string.Format(language.Culture, text, arguments) : null;
}
