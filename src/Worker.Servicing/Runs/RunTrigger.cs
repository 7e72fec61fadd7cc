namespace Worker.Servicing.Runs;

/// <summary>What made a run begin.</summary>
public enum RunTrigger
{
    /// <summary>Its scheduled time came.</summary>
    Schedule = 1,

    /// <summary>A day was missed, and the host makes up for it.</summary>
    CatchUp,

    /// <summary>An operator.</summary>
    Manual,
}
