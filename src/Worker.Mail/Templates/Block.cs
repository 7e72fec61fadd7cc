using Microsoft.AspNetCore.Components;

namespace Worker.Mail.Templates;

/// <summary>A piece of a letter that knows how it looks in either medium.</summary>
public abstract class Block : ComponentBase
{
    /// <summary>What it is rendered as.</summary>
    [CascadingParameter]
    public Medium Medium { get; set; }

    /// <summary>Whether it is rendered as plain text.</summary>
    protected bool IsText => Medium == Medium.Text;

    /// <summary>A line of plain text.</summary>
    protected static string Line(string text) => text + PlainText.LineEnd;

    /// <summary>A paragraph of plain text.</summary>
    protected static string WholeParagraph(string text) => text + PlainText.ParagraphEnd;
}
