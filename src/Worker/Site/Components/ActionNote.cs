using Worker.Servicing.Operators;

namespace Worker.Site.Components;

/// <summary>Reads who does something and why: the name of the session, and the reason of a <see cref="ReasonField"/>.</summary>
public static class ActionNote
{
    public const string Field = "reason";

    /// <summary>Reads both; null where there is no reason, or one that the audit log doesn't take.</summary>
    public static OperatorNote? Read(HttpContext context, IFormCollection form)
    {
        try
        {
            return new OperatorNote(context.User.Identity?.Name, form[Field]);
        }
        catch (LeverRefusedException)
        {
            return null;
        }
    }
}
