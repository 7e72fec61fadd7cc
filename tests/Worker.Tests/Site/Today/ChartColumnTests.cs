using Worker.Ops.Today;
using Worker.Servicing.Operations;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Site.Today;

public sealed class ChartColumnTests
{
    [Fact]
    public void The_highest_day_fills_the_drawing_and_its_parts_stand_on_each_other()
    {
        DueDay half = Day(D, due: 500, onTime: 500, paid: 500);
        DueDay whole = Day(D.AddDays(2), due: 1000, onTime: 500, paid: 750, overdue: 150);

        IReadOnlyList<ChartColumn> columns = ChartColumn.Of(D, D.AddDays(2), [whole, half]);

        Assert.Equal([0, ChartColumn.Pitch, 2 * ChartColumn.Pitch], columns.Select(column => column.X));
        Assert.Equal([new ChartPart(ChartPartKind.OnTime, 100, 100, 500)], columns[0].Parts);
        Assert.Empty(columns[1].Parts);
        Assert.Equal(
            [
                new ChartPart(ChartPartKind.OnTime, 100, 100, 500),
                new ChartPart(ChartPartKind.Later, 50, 50, 250),
                new ChartPart(ChartPartKind.Overdue, 20, 30, 150),
                new ChartPart(ChartPartKind.Open, 0, 20, 100),
            ],
            columns[2].Parts);
    }

    [Fact]
    public void Days_on_which_nothing_fell_due_are_there_and_empty() =>
        Assert.All(ChartColumn.Of(D, D.AddDays(29), []), column => Assert.Empty(column.Parts));

    private static DueDay Day(DateOnly dueOn, long due, long onTime, long paid, long overdue = 0) =>
        new() { DueOn = dueOn, Currency = "CNY", Installments = 1, Due = due, OnTime = onTime, Paid = paid, Overdue = overdue };
}
