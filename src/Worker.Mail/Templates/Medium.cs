namespace Worker.Mail.Templates;

public enum Medium
{
    Html = 1,

    /// <summary>The plain-text part: lines and paragraphs end with the marks of <see cref="PlainText"/>.</summary>
    Text,
}
