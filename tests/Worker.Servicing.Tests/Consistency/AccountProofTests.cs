using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Consistency;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Tests.Ledger;

namespace Worker.Servicing.Tests.Consistency;

/// <summary>What comes out of a replay is what went in, and an account that forgot something is told.</summary>
public sealed class AccountProofTests
{
    [Fact]
    public void Every_account_is_proven_by_its_ledger() =>
        Prop.ForAll(Plan.Any, plan => Assert.Empty(AccountProof.FindUnproven(SnapshotOf(plan.Installments, plan.Entries), plan.Replay())))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void An_account_that_forgot_a_fee_is_found_out()
    {
        Installment[] installments = [Book.Installment("2026-03-10", 100_00, 0)];
        LedgerEntry[] entries = Book.Entries("fee 2026-03-13 500; payment 2026-03-14 2000");
        PlanAccount forgetful = Book.Replay(installments, entries[1..]);

        string found = Assert.Single(AccountProof.FindUnproven(SnapshotOf(installments, entries), forgetful));

        Assert.Equal("installment P-1-1: outstanding 8000, schedule and fees less allocations are 8500", found);
    }

    private static PlanSnapshot SnapshotOf(Installment[] installments, LedgerEntry[] entries) => new(
        1, "P-1", 1, Book.Product, "CNY", installments, [.. installments.Select(_ => InstallmentStatus.Due)], entries);
}
