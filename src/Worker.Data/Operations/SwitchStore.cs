using Worker.Data.Queries;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class SwitchStore(Database database) : ISwitchStore
{
    private readonly Statements statements = database.Statements;

    public Task<SwitchChange> TurnAsync(string name, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                SwitchRow? off = (await transaction.QueryAsync<SwitchRow>(statements["switch/switches-off"])).FirstOrDefault(row => row.Name == name);
                int changed = await transaction.ExecuteAsync(
                    statements["switch/turn-switch"], new { Name = name, IsOff = on ? 0 : 1, note.Reason, Actor = note.Actor.Name, Now = now });
                if (changed > 0)
                {
                    await transaction.WriteAuditAsync(database, new AuditEntry(now, note.Actor, "switch", name, note.Reason, Side(on)));
                }

                return new SwitchChange(changed > 0, off?.ToSwitch());
            },
            cancellationToken);

    public Task<bool?> TurnCourtesyMailAsync(
        string customerReference, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async transaction =>
            {
                long? customerId = await transaction.QuerySingleOrDefaultAsync<long?>(
                    statements["hold/find-customer"], new { Reference = customerReference });
                if (customerId is null)
                {
                    return null;
                }

                int changed = await transaction.ExecuteAsync(
                    statements["switch/turn-courtesy"], new { CustomerId = customerId, OffAt = on ? (DateTimeOffset?)null : now });
                if (changed > 0)
                {
                    string subject = $"courtesy mail of customer {customerReference}";
                    await transaction.WriteAuditAsync(database, new AuditEntry(now, note.Actor, "switch", subject, note.Reason, Side(on)));
                }

                return changed > 0;
            },
            cancellationToken);

    private static string Side(bool on) => on ? "on" : "off";
}
