using Microsoft.AspNetCore.Components;
using Worker.Mail.Languages;

namespace Worker.Mail.Templates;

/// <summary>What the template of every kind is given.</summary>
public abstract class Template : ComponentBase
{
    [Parameter, EditorRequired]
    public Letter Letter { get; set; } = null!;

    [Parameter, EditorRequired]
    public Medium Medium { get; set; }

    /// <summary>The words left of the facts.</summary>
    protected Labels Labels => Letter.Language.Labels;
}
