using Worker.Servicing.Runs;

namespace Worker.Servicing.Messages;

public interface IOutboxStore
{
    /// <summary>The last message of each slice of those whose time has come.</summary>
    Task<IReadOnlyList<long>> CutAsync(DateTimeOffset now, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Those in a range, in order. The business date tells which holds are in force.</summary>
    Task<IReadOnlyList<WaitingMessage>> ReadAsync(
        DateTimeOffset now, DateOnly businessDate, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Writes what became of messages together with the step of the slice.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAsync(SliceStep step, IReadOnlyList<MessageOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken);
}
