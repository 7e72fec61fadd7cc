using System.Data.Common;

namespace Worker.Data.SqlServer;

/// <summary>
/// The connection was lost, or the time was over, between a commit and its answer: the unit of work is done as a whole or not at all, and nobody
/// here knows which. It is not run again; whoever comes next reads from the database how far it came.
/// </summary>
public sealed class OutcomeUnknownException(Exception cause) : DbException(
    "A commit had no answer: what was being written is there as a whole or not at all. A job finds out by its next run; after anything else, "
    + $"an import for instance, look before it is done again. ({cause.Message})",
    cause);
