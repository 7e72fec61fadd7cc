using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Worker.Servicing.Operations;

namespace Worker.Ops.Today;

/// <summary>One day of the chart: a column of parts that stand on each other, as high together as what fell due.</summary>
/// <param name="Date">The day.</param>
/// <param name="Parts">Its parts from the ground up; none is empty.</param>
public sealed record ChartColumn(DateOnly Date, decimal X, IReadOnlyList<ChartPart> Parts)
{
    public const decimal Width = 16;

    public const decimal Pitch = 22;

    public const decimal Height = 200;

    /// <summary>Lays out the columns of some days in one currency, those on which nothing fell due being empty.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="days">What fell due, at most once a day.</param>
    public static IReadOnlyList<ChartColumn> Of(DateOnly first, DateOnly last, IEnumerable<DueDay> days)
    {
        Dictionary<DateOnly, DueDay> byDate = days.ToDictionary(day => day.DueOn);
        decimal highest = Math.Max(1, byDate.Values.Max(day => (long?)day.Due) ?? 0);
        return
        [
            .. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(index =>
                new ChartColumn(first.AddDays(index), index * Pitch, byDate.GetValueOrDefault(first.AddDays(index)) is { } day ? PartsOf(day, highest) : [])),
        ];
    }

    private static List<ChartPart> PartsOf(DueDay day, decimal highest)
    {
        var parts = new List<ChartPart>();
        decimal below = 0;
        foreach ((ChartPartKind kind, long amount) in new[]
        {
            (ChartPartKind.OnTime, day.OnTime), (ChartPartKind.Later, day.Later), (ChartPartKind.Overdue, day.Overdue), (ChartPartKind.Open, day.Open),
        })
        {
            if (amount > 0)
            {
                decimal height = Height * amount / highest;
                below += height;
                parts.Add(new ChartPart(kind, decimal.Round(Height - below, 2), decimal.Round(height, 2), amount));
            }
        }

        return parts;
    }
}

/// <param name="Amount">The minor units it stands for.</param>
public sealed record ChartPart(ChartPartKind Kind, decimal Y, decimal Height, long Amount);

public enum ChartPartKind
{
    OnTime = 1,

    Later,

    Overdue,

    Open,
}

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
