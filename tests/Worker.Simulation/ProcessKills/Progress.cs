namespace Worker.Simulation.ProcessKills;

/// <summary>How far the debiting has come, as seen from outside of the workers.</summary>
/// <param name="Arrived">Bytes in the gateway's journal: it grows with every order that arrives.</param>
/// <param name="Written">Attempts in the database; they are written by the batch, before they are sent.</param>
/// <param name="Settled">Attempts whose outcome is written; that too is done by the batch.</param>
internal sealed record Progress(long Arrived, long Written, long Settled);
