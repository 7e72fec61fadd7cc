using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Worker.Data.Queries;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.Runs;

/// <summary>Which runs the list shows, as its address says. What can't be understood asks for nothing.</summary>
public sealed record RunFilter(RunQuery Query)
{
    public const string Job = "job";
    public const string State = "state";
    public const string Trigger = "trigger";
    public const string From = "from";
    public const string To = "to";
    /// <summary>The field that is 1 where runs that found nothing are wanted too.</summary>
    public const string Idle = "idle";

    private const string Before = "before";
    public static RunFilter Of(IQueryCollection address) => new(new RunQuery
    {
        Job = JobList.Find(address[Job].ToString())?.Name,
        State = Enum.GetValues<RunState>().Cast<RunState?>().FirstOrDefault(state => state!.Value.Name() == address[State]),
        Trigger = Enum.GetValues<RunTrigger>().Cast<RunTrigger?>().FirstOrDefault(trigger => trigger!.Value.Name() == address[Trigger]),
        From = Date(address[From]),
        To = Date(address[To]),
        WithIdle = address[Idle] == "1",
        Before = long.TryParse(address[Before], NumberStyles.None, CultureInfo.InvariantCulture, out long before) ? before : null,
    });

    /// <summary>Reads a date as forms send it; null where there is none.</summary>
    public static DateOnly? Date(string? text) => FormDate.Read(text);

    public static string Text(DateOnly? date) => FormDate.Write(date);

    /// <summary>The address of the same list from a key on downwards; from the newest where there is none.</summary>
    public string AddressBefore(long? key)
    {
        var address = new QueryBuilder();
        foreach ((string name, string? value) in new (string, string?)[]
        {
            (Job, Query.Job),
            (State, Query.State?.Name()),
            (Trigger, Query.Trigger?.Name()),
            (From, Text(Query.From)),
            (To, Text(Query.To)),
            (Idle, Query.WithIdle ? "1" : null),
            (Before, key?.ToString(CultureInfo.InvariantCulture)),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                address.Add(name, value);
            }
        }

        return $"/runs{address}";
    }
}
