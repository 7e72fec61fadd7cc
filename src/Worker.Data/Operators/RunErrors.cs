using System.Globalization;
using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>Reads what did not go as it should in a run, with the way to what it is about.</summary>
internal static class RunErrors
{
    private const string Order = "order ";
    private const string Plan = "plan ";
    private const string Message = "message ";

    public static async Task<IReadOnlyList<RunErrorGroup>> ReadAsync(DatabaseSession connection, Database database, long runId, RunPart part)
    {
        Statements statements = database.Statements;
        GroupRow[] groups = [.. await connection.QueryAsync<GroupRow>(statements["site/run-error-groups"], new { RunId = runId })];
        if (groups.Length == 0)
        {
            return [];
        }

        ErrorRow[] rows =
        [
            .. await connection.QueryAsync<ErrorRow>(
                statements["site/run-errors"],
                new { RunId = runId, After = part.ErrorsAfter, Code = (part.Code ?? "").Ansi(), Count = part.ErrorsShown + 1 }),
        ];
        Dictionary<string, long> orders = (await connection.QueryAsync<OrderRow>(
                statements["site/installments-of-orders"], new { Batch = Database.Batch(Named(rows, Order)) }))
            .ToDictionary(row => row.Reference, row => row.InstallmentId, StringComparer.Ordinal);
        Dictionary<string, long> plans = (await connection.QueryAsync<PlanRow>(
                statements["site/plans-of-references"], new { Batch = Database.Batch(Named(rows, Plan)) }))
            .ToDictionary(row => row.Reference, row => row.PlanId, StringComparer.Ordinal);
        long[] messageIds = [.. Named(rows, Message).Select(MessageId).OfType<long>().Distinct()];
        Dictionary<long, long> messages = (await connection.QueryAsync<MessageRow>(
                statements["site/installments-of-messages"], new { Ids = Database.Batch(messageIds) }))
            .ToDictionary(row => row.MessageId, row => row.InstallmentId);
        ILookup<string, RunErrorRow> shown = rows.ToLookup(row => row.Code, row => new RunErrorRow
        {
            ErrorId = row.ErrorId,
            Subject = row.Subject,
            Detail = row.Detail,
            InstallmentId = Found(orders, NameOf(row.Subject, Order)) ?? Found(messages, NameOf(row.Subject, Message)),
            PlanId = Found(plans, NameOf(row.Subject, Plan)),
        });
        return
        [
            .. groups.Where(group => part.Code is null || group.Code == part.Code).Select(group => new RunErrorGroup(
                group.Code, group.Errors, KeyPage<RunErrorRow>.Of([.. shown[group.Code]], part.ErrorsShown, error => error.ErrorId))),
        ];
    }

    private static IEnumerable<string> Named(IEnumerable<ErrorRow> rows, string kind) =>
        rows.Select(row => NameOf(row.Subject, kind)).OfType<string>().Distinct(StringComparer.Ordinal);

    private static string? NameOf(string subject, string kind) =>
        subject.StartsWith(kind, StringComparison.Ordinal) ? subject[kind.Length..] : null;

    private static long? MessageId(string name) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;

    private static long? Found(Dictionary<string, long> known, string? name) =>
        name is not null && known.TryGetValue(name, out long id) ? id : null;

    private static long? Found(Dictionary<long, long> known, string? name) =>
        name is not null && MessageId(name) is long key && known.TryGetValue(key, out long id) ? id : null;

    private sealed class GroupRow
    {
        public string Code { get; init; } = "";

        public long Errors { get; init; }
    }

    private sealed class ErrorRow
    {
        public long ErrorId { get; init; }

        public string Code { get; init; } = "";

        public string Subject { get; init; } = "";

        public string? Detail { get; init; }
    }

    private sealed class OrderRow
    {
        public string Reference { get; init; } = "";

        public long InstallmentId { get; init; }
    }

    private sealed class PlanRow
    {
        public string Reference { get; init; } = "";

        public long PlanId { get; init; }
    }

    private sealed class MessageRow
    {
        public long MessageId { get; init; }

        public long InstallmentId { get; init; }
    }
}
