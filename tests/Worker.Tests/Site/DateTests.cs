using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Worker.Servicing.Jobs;

namespace Worker.Tests.Site;

/// <summary>Days at the ends of the calendar, wherever somebody can name one.</summary>
public sealed class DateTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Ends { get; } = ["0001-01-01", "0001-01-02", "1899-12-31", "1900-01-01", "9998-12-31", "9999-01-01", "9999-12-31"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_day_at_the_end_of_the_calendar_breaks_no_page(string day)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, services => services.AddSingleton<IRunStarter>(new Queue()));
        long debt = site.Book.Debt(Dates.D);
        using Browser browser = site.Browser();
        string[] pages =
        [
            $"/runs?from={day}", $"/runs?to={day}", $"/runs?from={day}&to={day}", $"/runs?date={day}",
            .. new[] { "auto-debit", "late-fees", "mark-overdue", "remind", "reconcile", "send-mail" }.Select(job => $"/runs/again?job={job}&date={day}"),
            $"/runs/asked?job=remind&date={day}&occurrence=manual {new string('0', 32)}",
        ];

        foreach (string page in pages)
        {
            Answer answer = await browser.GetAsync(page);
            Assert.True((int)answer.Status < 500, $"{page}: {answer.Status}");
        }

        foreach ((string path, (string, string)[] fields) in Forms(debt, day))
        {
            Answer answer = await browser.PostAsync("/", path, fields);
            Assert.True((int)answer.Status < 500, $"{path}: {answer.Status}");
            Assert.NotEqual(HttpStatusCode.BadRequest, answer.Status);
        }

        Assert.DoesNotContain(site.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, (string, string)[] Fields)> Forms(long debt, string day) =>
    [
        ("/runs/again", [("job", "auto-debit"), ("date", day), ("reason", "try")]),
        ("/plans/1/hold/preview", [("until", day)]),
        ("/plans/1/hold", [("until", day), ("reason", "try")]),
        ("/customers/1/hold/preview", [("until", day)]),
        ($"/installments/{debt}/payment/preview", [("amount", "1.00"), ("paid-on", day), ("reference", "R"), ("source", "bank")]),
        ($"/installments/{debt}/payment", [("amount", "1.00"), ("paid-on", day), ("reference", "R"), ("source", "bank"), ("reason", "try")]),
    ];

    private sealed class Queue : IRunStarter
    {
        public Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken) => Task.FromResult(new StartedRun(null, "1"));
    }
}
