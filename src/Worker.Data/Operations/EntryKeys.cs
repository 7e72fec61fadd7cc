using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

/// <summary>Looks whether a key is in the ledger, inside the transaction that is to enter it.</summary>
internal static class EntryKeys
{
    public static async Task<KnownEntry?> FindEntryAsync(this DatabaseSession transaction, Database database, string key) =>
        (await transaction.QuerySingleOrDefaultAsync<EntryRow>(
            database.Statements["entry-keys/find-entry"], new { Key = key }))?.ToEntry();

    private sealed class EntryRow
    {
        public string PlanReference { get; init; } = "";

        public long InstallmentId { get; init; }

        public long Amount { get; init; }

        public DateOnly EffectiveOn { get; init; }

        public KnownEntry ToEntry() => new(PlanReference, InstallmentId, Amount, EffectiveOn);
    }
}
