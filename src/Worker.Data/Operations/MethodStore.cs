using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class MethodStore(Database database) : IMethodStore
{
    private readonly Statements statements = database.Statements;

    public Task<MethodChange?> ChangeStatusAsync(
        string reference, string from, string to, string action, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                int changed = await transaction.ExecuteAsync(
                    statements["method/turn-method"],
                    new { Reference = reference, From = from.Ansi(), To = to.Ansi(), note.Reason, Now = now });
                if (changed > 0)
                {
                    await transaction.WriteAuditAsync(
                        database, new AuditEntry(now, note.Actor, action, $"method {reference}", note.Reason, $"{from} to {to}"));
                    return new MethodChange(true, from);
                }

                string? status = await transaction.QuerySingleOrDefaultAsync<string>(
                    statements["method/method-status"], new { Reference = reference });
                return status is null ? null : new MethodChange(false, status);
            },
            cancellationToken);
}
