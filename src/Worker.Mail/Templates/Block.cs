using Microsoft.AspNetCore.Components;

namespace Worker.Mail.Templates;

/// <summary>A piece of a letter that knows how it looks in either medium.</summary>
public abstract class Block : ComponentBase
{
    [CascadingParameter]
    public Medium Medium { get; set; }

    protected bool IsText => Medium == Medium.Text;

    protected static string Line(string text) => text + PlainText.LineEnd;

    protected static string WholeParagraph(string text) => text + PlainText.ParagraphEnd;
}
