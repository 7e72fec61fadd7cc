using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.Components;

/// <summary>Reads who does something and why: the account of the session, and the reason of a <see cref="ReasonField"/>.</summary>
public static class ActionNote
{
    public const string Field = "reason";

    /// <summary>Reads both; null where there is no reason, or one that the audit log doesn't take.</summary>
    public static OperatorNote? Read(HttpContext context, IFormCollection form)
    {
        try
        {
            return new OperatorNote(Actor.Of(context.User), form[Field]);
        }
        catch (OperationRefusedException)
        {
            return null;
        }
    }
}
