using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Worker.Site.Today;

/// <summary>A word under the chart. In code, since Razor takes the element <c>text</c> for a word of its own.</summary>
public sealed class ChartLabel : ComponentBase
{
    [Parameter, EditorRequired]
    public required decimal X { get; set; }

    [Parameter, EditorRequired]
    public required decimal Y { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "day");
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "text-anchor", "middle");
        builder.AddContent(5, Label);
        builder.CloseElement();
    }
}
