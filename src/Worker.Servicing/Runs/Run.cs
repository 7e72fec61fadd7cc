namespace Worker.Servicing.Runs;

/// <param name="RunId">Its key; 0 for a preview, which leaves no trace.</param>
/// <param name="BusinessDate">The day it works for.</param>
/// <param name="PreviousLedgerMark">
/// The newest ledger entry when the job's last completed run began: what came after it may have changed what the job
/// decided then. 0 when there was none. Kept for mark-overdue and late-fees: any other job's may be too low.
/// </param>
public sealed record Run(long RunId, string Job, DateOnly BusinessDate, string Occasion, RunState State, long PreviousLedgerMark);
