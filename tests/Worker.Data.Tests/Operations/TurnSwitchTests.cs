using Worker.Data.Debits;
using Worker.Data.Operations;
using Worker.Servicing.Channels;
using Worker.Servicing.Operations;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Operations;

public sealed class TurnSwitchTests
{
    [DatabaseFact]
    public async Task Debits_that_are_switched_off_are_off_for_auto_debit_until_they_are_switched_on()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();

        OperationOutcome off = await Switches(book).TurnDebitsAsync(on: false, OperatorBook.Note, CancellationToken.None);
        Assert.Equal(new OperationOutcome(true, "Debits are off."), off);
        Assert.Equal(["debits"], await OffAsync(book));

        OperationOutcome on = await Switches(book).TurnDebitsAsync(on: true, OperatorBook.Note, CancellationToken.None);
        Assert.Equal(new OperationOutcome(true, "Debits are on; off since 2026-11-21 01:00:00Z, by li.na: customer called."), on);
        Assert.Empty(await OffAsync(book));
        Assert.Equal(
            ["li.na|switch|debits|customer called|off", "li.na|switch|debits|customer called|on"],
            await book.RowsAsync("select actor, action, subject, reason, detail from audit_entry order by audit_id"));
    }

    [DatabaseFact]
    public async Task A_switch_that_stands_like_that_already_says_so_and_keeps_its_reason()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        Assert.Equal(new OperationOutcome(false, "Channel card is on already."), await Switches(book).TurnChannelAsync("card", on: true, OperatorBook.Note, CancellationToken.None));
        await Switches(book).TurnChannelAsync("card", on: false, OperatorBook.Note, CancellationToken.None);
        book.Clock.Advance(TimeSpan.FromHours(1));

        OperationOutcome again = await Switches(book).TurnChannelAsync("card", on: false, new OperatorNote("wang", "another reason"), CancellationToken.None);

        Assert.Equal(new OperationOutcome(false, "Channel card is off already; so since 2026-11-21 01:00:00Z, by li.na: customer called."), again);
        Assert.Equal(["channel:card"], await OffAsync(book));
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task A_switch_can_be_turned_off_again_with_a_new_reason()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await Switches(book).TurnDebitsAsync(on: false, OperatorBook.Note, CancellationToken.None);
        await Switches(book).TurnDebitsAsync(on: true, OperatorBook.Note, CancellationToken.None);
        await Switches(book).TurnDebitsAsync(on: false, new OperatorNote("wang", "bank maintenance"), CancellationToken.None);

        Assert.Equal(["debits|1|wang|bank maintenance"], await book.RowsAsync("select name, is_off, actor, reason from debit_switch"));
    }

    [DatabaseFact]
    public async Task A_channel_that_is_not_configured_is_refused_either_way()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();

        foreach (bool on in new[] { true, false })
        {
            OperationRefusedException refused = await Assert.ThrowsAsync<OperationRefusedException>(() =>
                Switches(book).TurnChannelAsync("crad", on, OperatorBook.Note, CancellationToken.None));
            Assert.Equal("There is no channel 'crad'. Configured are: card, sandbox.", refused.Message);
        }

        Assert.Equal(0, await book.ScalarAsync<long>("select (select count(*) from debit_switch) + (select count(*) from audit_entry)"));
    }

    [DatabaseFact]
    public async Task A_channel_that_left_the_configuration_switched_off_can_be_switched_on()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await Switches(book).TurnChannelAsync("card", on: false, OperatorBook.Note, CancellationToken.None);
        var without = new TurnSwitch(new SwitchStore(book.Database), new ChannelDirectory([]), book.TooLate, book.Clock);

        Assert.True((await without.TurnChannelAsync("card", on: true, OperatorBook.Note, CancellationToken.None)).Changed);
        Assert.Empty(await OffAsync(book));
    }

    [DatabaseFact]
    public async Task Courtesy_mail_of_one_customer_goes_off_and_on_and_says_when_it_stands_so_already()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-01");
        await book.AddPlanAsync(2, "2026-11-01");
        TurnSwitch switches = Switches(book);

        Assert.Equal(new OperationOutcome(true, "Courtesy mail of customer C-1 is off."), await switches.TurnCourtesyMailAsync("C-1", on: false, OperatorBook.Note, CancellationToken.None));
        Assert.Equal(new OperationOutcome(false, "Courtesy mail of customer C-1 is off already."), await switches.TurnCourtesyMailAsync("C-1", on: false, OperatorBook.Note, CancellationToken.None));
        Assert.Equal(["2026-11-21T01:00:00.000Z", "-"], await book.RowsAsync("select courtesy_off_at from customer order by customer_id"));
        Assert.True((await switches.TurnCourtesyMailAsync("C-1", on: true, OperatorBook.Note, CancellationToken.None)).Changed);
        Assert.False((await switches.TurnCourtesyMailAsync("C-1", on: true, OperatorBook.Note, CancellationToken.None)).Changed);
        Assert.Equal(["-", "-"], await book.RowsAsync("select courtesy_off_at from customer order by customer_id"));
        Assert.Equal(2, await book.ScalarAsync<long>("select count(*) from audit_entry where subject = 'courtesy mail of customer C-1'"));
        await Assert.ThrowsAsync<OperationRefusedException>(() => switches.TurnCourtesyMailAsync("C-9", on: false, OperatorBook.Note, CancellationToken.None));
    }

    [DatabaseTheory]
    [InlineData("debits")]
    [InlineData("channel")]
    [InlineData("hold")]
    [InlineData("method")]
    public async Task What_is_still_open_a_second_after_an_action_may_have_been_sent_and_is_told(string action)
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-21");
        await book.AddDoubtAsync(1, 1, OperatorBook.OrderNumber);

        OperationOutcome late = await ApplyAsync(book, action);
        Assert.Equal((true, 1), (late.Changed, late.MayHaveBeenSent));
        Assert.EndsWith("1 order(s) were open and could not be withdrawn within a second: they may have been sent.", late.Message, StringComparison.Ordinal);

        // What was asked about is in doubt, and not on its way.
        await book.ExecuteAsync("update open_debit set asks = 1; delete from debit_switch; update account_hold set released_at = placed_at; update payment_method set status = 'active';");
        Assert.Equal(0, (await ApplyAsync(book, action)).MayHaveBeenSent);
    }

    private static async Task<OperationOutcome> ApplyAsync(OperatorBook book, string action) => action switch
    {
        "debits" => await Switches(book).TurnDebitsAsync(on: false, OperatorBook.Note, CancellationToken.None),
        "channel" => await Switches(book).TurnChannelAsync("card", on: false, OperatorBook.Note, CancellationToken.None),
        "hold" => await new PlaceHold(new HoldStore(book.Database), book.TooLate, OperatorBook.Shanghai, book.Clock).HoldAsync(
            HoldSubject.Customer, "C-1", null, OperatorBook.Note, CancellationToken.None),
        _ => await new ChangeMethodStatus(new MethodStore(book.Database), book.TooLate, book.Clock).SuspendAsync("M-1", OperatorBook.Note, CancellationToken.None),
    };

    private static TurnSwitch Switches(OperatorBook book) => new(
        new SwitchStore(book.Database),
        new ChannelDirectory([OperatorBook.Channel("card"), OperatorBook.Channel("sandbox")]),
        book.TooLate,
        book.Clock);

    private static async Task<string[]> OffAsync(OperatorBook book) =>
        [.. await new AutoDebitStore(book.Database).ReadSwitchesOffAsync(CancellationToken.None)];
}
