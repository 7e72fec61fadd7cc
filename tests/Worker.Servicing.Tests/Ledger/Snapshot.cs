using Worker.Servicing.Ledger;

namespace Worker.Servicing.Tests.Ledger;

/// <summary>Everything an account says, as text, so that two accounts can be compared whole.</summary>
internal static class Snapshot
{
    public static string Of(PlanAccount account, DateOnly day) => string.Join(
        '\n',
        [
            $"credit {account.Credit} lapsed {account.Lapsed}",
            .. account.Installments.Select(installment => Of(installment, day)),
            .. account.Allocations.Select(allocation => allocation.ToString()),
        ]);

    private static string Of(InstallmentAccount account, DateOnly day) =>
        $"{account.Installment.Number}: paid {account.PrincipalPaid} {account.InterestPaid} {account.FeesPaid} waived {account.FeesWaived} "
        + $"posted {account.PostedFees} outstanding {account.Outstanding} {account.OutstandingFees} {account.IsPaid} {account.PaidOn:O} "
        + $"base {account.BaseAt(day)} fee {account.ExactFeeAt(day)} {account.FeeAt(day)} post {account.ToPost(day)} owed {account.FeesOwedOn(day)} "
        + string.Join(' ', account.Explain(day).Select(feeDay => feeDay.ToString()));
}
