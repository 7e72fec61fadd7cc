using Microsoft.AspNetCore.Components;
using Worker.Mail.Languages;

namespace Worker.Mail.Templates;

/// <summary>What the template of every kind is given.</summary>
public abstract class Template : ComponentBase
{
    /// <summary>What it says.</summary>
    [Parameter, EditorRequired]
    public Letter Letter { get; set; } = null!;

    /// <summary>What it is rendered as.</summary>
    [Parameter, EditorRequired]
    public Medium Medium { get; set; }

    /// <summary>The words left of the facts.</summary>
    protected Labels Labels => Letter.Language.Labels;
}
