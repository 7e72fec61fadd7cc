using static Worker.Testing.Worlds.Dates;

namespace Worker.Simulation.SmallBooks;

/// <summary>A book of some twenty installments in which every path of a day is taken.</summary>
public static class SmallBook
{
    /// <summary>The book, after a day before on which every job was done.</summary>
    public static async Task WriteAsync(World world)
    {
        TestBook book = world.Book;

        // Overdue with fees since yesterday, and paid in time as it turns out: cured, and the fees taken back.
        long late = book.Installment(book.Plan(book.Customer(), autopay: false), D.AddDays(-6));
        world.At(D.AddDays(-1), 23, 50);
        await world.Worker.CatchUpAsync();
        book.Payment(late, 337_30, D.AddDays(-6));

        // Debited at the first try, in either language, the last of the plan and not.
        Debt(book, D, language: "zh-CN");
        Customer steady = book.Customer();
        book.Method(steady);
        Plan long_ = book.Plan(steady);
        book.Installment(long_, D);
        book.Installment(long_, D.AddDays(1));
        book.Installment(long_, D.AddDays(3));

        // Declined: for the day, for good, for good with another method to try.
        Debt(book, D, "nsf");
        Debt(book, D.AddDays(-10), "nsf");
        Debt(book, D, "closed");
        Debt(book, D, "revoked", "ok");

        // In doubt.
        Debt(book, D, "pending:30");
        Debt(book, D, "pending:30+nsf");
        Debt(book, D, DifficultGateway.AnswerNeverComes);
        Debt(book, D, DifficultGateway.NeverArrives);
        Debt(book, D, DifficultGateway.KnownOtherwise);

        // Wrong: the channel refuses the request itself.
        Debt(book, D, "no such rule");

        // Paid in part beforehand; overdue and debited with its fee; on hold.
        book.Payment(Debt(book, D), 100_00, D.AddDays(-2));
        Debt(book, D.AddDays(-5));
        Customer held = book.Customer();
        book.Method(held);
        book.Installment(book.Plan(held), D.AddDays(-3));
        book.Hold(held);

        // Reminded of, yet not debited: the customer pays by themselves.
        Customer self = book.Customer();
        book.Installment(book.Plan(self, autopay: false), D.AddDays(-7));
    }

    private static long Debt(TestBook book, DateOnly dueOn, string token = "ok", string? fallback = null, string language = "en")
    {
        Customer customer = book.Customer(language: language);
        book.Method(customer, token, priority: 1);
        if (fallback is not null)
        {
            book.Method(customer, fallback, priority: 2);
        }

        return book.Installment(book.Plan(customer), dueOn);
    }
}
