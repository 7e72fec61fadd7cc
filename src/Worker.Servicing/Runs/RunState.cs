namespace Worker.Servicing.Runs;

public enum RunState
{
    /// <summary>It has begun and its slices are not known yet.</summary>
    Cutting = 1,

    /// <summary>Its slices are being worked on, or wait for a worker.</summary>
    Active,

    Completed,

    /// <summary>
    /// As completed, but rows that break a rule were set aside; or, with a reason, nothing of what was to be sent reached its
    /// channel: then its occasion is tried again.
    /// </summary>
    SetAside,

    /// <summary>A tripwire stopped it; the rest waits for a retrigger.</summary>
    Stopped,

    Failed,

    /// <summary>Its worker died and a run for a newer business date took over what was left.</summary>
    Superseded,

    /// <summary>An operator cancelled it. The day is not finished: the job's next time, or a retrigger, does what is left.</summary>
    Cancelled,
}
