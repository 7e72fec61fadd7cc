using System.Data.Common;

namespace Worker.Data.SqlServer;

/// <summary>
/// The connection was lost between a commit and its answer: the unit of work is done as a whole or not at all, and nobody
/// here knows which. It is not run again; whoever comes next reads from the database how far it came.
/// </summary>
public sealed class OutcomeUnknownException(Exception cause) : DbException(
    $"The connection was lost during a commit; what was being written is there as a whole or not at all. The next run finds out. ({cause.Message})", cause);
