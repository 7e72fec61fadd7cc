using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class MethodStore(Database database) : IMethodStore
{
    private readonly Statements statements = database.Statements;

    public Task<MethodChange?> TurnAsync(MethodTurn turn, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                int changed = await transaction.ExecuteAsync(
                    statements["method/turn-method"],
                    new { turn.Reference, From = turn.From.Ansi(), To = turn.To.Ansi(), note.Reason, Now = now });
                if (changed > 0)
                {
                    await transaction.WriteAuditAsync(
                        database, new AuditEntry(now, note.Actor, turn.Action, $"method {turn.Reference}", note.Reason, $"{turn.From} to {turn.To}"));
                    return new MethodChange(true, turn.From);
                }

                string? status = await transaction.QuerySingleOrDefaultAsync<string>(
                    statements["method/method-status"], new { turn.Reference });
                return status is null ? null : new MethodChange(false, status);
            },
            cancellationToken);
}
