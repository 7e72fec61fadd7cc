using Worker.Data.Tests.Operations;
using Worker.Servicing.Retention;
using Worker.Testing.Databases;
using static Worker.Data.Tests.Retention.OldBook;

namespace Worker.Data.Tests.Retention;

public sealed class RetainedNoticesTests
{
    [DatabaseTheory]
    [InlineData("accepted", Old, OldDate, true)]
    [InlineData("refused", Old, OldDate, true)]
    [InlineData("asked", Old, OldDate, true)]
    [InlineData("accepted", Old, YoungDate, false)]
    [InlineData("accepted", Young, OldDate, false)]
    public async Task A_notice_goes_when_no_debit_could_be_made_under_it_for_long(string state, string askedAt, string until, bool goes)
    {
        await using OperatorBook book = await BookAsync(state, askedAt, until);

        PruneCounts preview = await book.PreviewAsync();
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from debit_notice"));
        PruneCounts pruned = await book.PruneAsync();

        Assert.Equal(new PruneCounts { Notices = goes ? 1 : 0 }, pruned);
        Assert.Equal(preview, pruned);
        Assert.Equal(goes ? 0 : 1, await book.ScalarAsync<long>("select count(*) from debit_notice"));
    }

    [DatabaseFact]
    public async Task Notices_have_a_retention_of_their_own()
    {
        await using OperatorBook book = await BookAsync("accepted", Old, OldDate);

        Assert.Equal(0, await NoticesAsync(new RetentionSettings { NoticeDays = 402 }));
        Assert.Equal(1, await NoticesAsync(new RetentionSettings { NoticeDays = 400, MessageDays = 402, AttemptDays = 402, RunDays = 402, SessionDays = 402 }));

        async Task<long> NoticesAsync(RetentionSettings settings) =>
            (await book.Pruning(settings: settings).PruneAsync(OperatorBook.Note, null, CancellationToken.None)).Counts.Notices;
    }

    private static async Task<OperatorBook> BookAsync(string state, string askedAt, string until)
    {
        OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await book.ExecuteAsync(
            """
            insert into debit_notice (notice_no, installment_id, payment_method_id, channel, token, amount, currency, debit_from, debit_until, asked_at, state)
            values ('notice', 11, 1, 'card', 'secret-token', 100000, 'CNY', @until, @until, @askedAt, @state)
            """,
            new { state, askedAt, until });
        return book;
    }
}
