using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Components;
using Worker.Servicing.Channels;
using Worker.Servicing.Operations;

namespace Worker.Ops.Switches;

/// <summary>The switches of debits: how they stand, who turned them, and turning them.</summary>
internal static class SwitchesEndpoints
{
    /// <summary>The field with the channel; empty for all debits.</summary>
    public const string Channel = "channel";

    public const string OffPath = "/switches/off";

    public const string OnPath = "/switches/on";

    private const string Path = "/switches";

    public static void MapSwitches(this IEndpointRouteBuilder site)
    {
        site.MapGet(Path, (long? before, SwitchesOffReader off, SwitchHistory history, ChannelDirectory channels, CancellationToken cancellationToken) =>
            PageAsync(StatusCodes.Status200OK, before, null, off, history, channels, cancellationToken));
        site.MapPost(OffPath, (HttpContext context, TurnSwitch turn, SwitchesOffReader off, SwitchHistory history, ChannelDirectory channels) =>
            TurnAsync(on: false, context, turn, off, history, channels)).RequireOperator();
        site.MapPost(OnPath, (HttpContext context, TurnSwitch turn, SwitchesOffReader off, SwitchHistory history, ChannelDirectory channels) =>
            TurnAsync(on: true, context, turn, off, history, channels)).RequireOperator();
    }

    private static async Task<IResult> TurnAsync(
        bool on, HttpContext context, TurnSwitch turn, SwitchesOffReader off, SwitchHistory history, ChannelDirectory channels)
    {
        CancellationToken aborted = context.RequestAborted;
        IFormCollection form = await context.Request.ReadFormAsync(aborted);
        if (ActionNote.Read(context, form) is not OperatorNote note)
        {
            return await PageAsync(
                StatusCodes.Status422UnprocessableEntity, null, Texts.Site["ReasonMissing"], off, history, channels, aborted);
        }

        try
        {
            string channel = form[Channel].ToString();
            OperationOutcome outcome = channel.Length == 0 ? await turn.TurnDebitsAsync(on, note, aborted) : await turn.TurnChannelAsync(channel, on, note, aborted);
            return TypedResults.LocalRedirect(OpenOrdersNote.Tell("/switches", outcome));
        }
        catch (OperationRefusedException refused)
        {
            return await PageAsync(StatusCodes.Status422UnprocessableEntity, null, refused.Message, off, history, channels, aborted);
        }
    }

    private static async Task<IResult> PageAsync(
        int status, long? before, string? failure, SwitchesOffReader off, SwitchHistory history, ChannelDirectory channels, CancellationToken cancellationToken)
    {
        IReadOnlyList<SwitchOff> switchesOff = await off.ReadAsync(cancellationToken);
        return SiteResults.Page<SwitchesPage>(
            status,
            (nameof(SwitchesPage.Switches), DebitSwitch.All(channels, switchesOff)),
            (nameof(SwitchesPage.History), await history.ReadAsync(before ?? long.MaxValue, cancellationToken)),
            (nameof(SwitchesPage.IsFirst), before is null),
            (nameof(SwitchesPage.Failure), failure));
    }
}
