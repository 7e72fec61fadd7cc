using Microsoft.AspNetCore.Components;
using Worker.Mail.Languages;

namespace Worker.Mail.Templates;

public abstract class Template : ComponentBase
{
    [Parameter, EditorRequired]
    public Letter Letter { get; set; } = null!;

    [Parameter, EditorRequired]
    public Medium Medium { get; set; }

    protected Labels Labels => Letter.Language.Labels;
}

public abstract class Block : ComponentBase
{
    [CascadingParameter]
    public Medium Medium { get; set; }

    protected bool IsText => Medium == Medium.Text;

    protected static string Line(string text) => text + PlainText.LineEnd;

    protected static string WholeParagraph(string text) => text + PlainText.ParagraphEnd;
}

public enum Medium
{
    Html = 1,

    /// <summary>The plain-text part: lines and paragraphs end with the marks of <see cref="PlainText"/>.</summary>
    Text,
}
