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
