namespace Worker.Servicing.Runs;

public enum RunTrigger
{
    Schedule = 1,

    /// <summary>A day was missed, and the host makes up for it.</summary>
    CatchUp,

    Manual,
}
