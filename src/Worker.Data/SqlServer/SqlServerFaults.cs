using System.Collections.Frozen;
using System.ComponentModel;
using System.Data.Common;
using System.Security.Authentication;
using Microsoft.Data.SqlClient;

namespace Worker.Data.SqlServer;

/// <summary>
/// Recognises faults by the server's error number, and by what the text says where the number is generic: other servers
/// that speak the protocol give their own errors one number.
/// </summary>
/// <remarks>
/// Numbers: https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues and
/// https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors.
/// </remarks>
internal static class SqlServerFaults
{
    // The client's own errors of the network have no number on other systems than Windows, and this severity.
    private const byte NetworkSeverity = 20;

    // sp_getapplock reports a deadlock by its result, which the statements that write the ledger throw as this number.
    private const int LedgerRefused = 50005;

    private static readonly FrozenDictionary<int, SqlServerFault> ByNumber = new Dictionary<SqlServerFault, int[]>
    {
        [SqlServerFault.Deadlock] = [1205, LedgerRefused],
        [SqlServerFault.Conflict] = [2601, 2627, 3960],
        [SqlServerFault.Timeout] = [-2, 258, 1222],
        [SqlServerFault.Connection] =
        [
            -1, 2, 20, 53, 64, 121, 233, 997, 4060, 4221, 10053, 10054, 10060, 10061, 11001, 17142, 17197, 18401,
        ],
        [SqlServerFault.Busy] =
        [
            601, 615, 701, 921, 926, 1203, 1204, 1221, 3702, 3935, 3966, 6106, 8628, 8645, 8651, 10928, 10929, 10936, 40143, 40166, 40197, 40501,
            40540, 40613, 41301, 41302, 41305, 41325, 41839, 42108, 42109, 45156, 45157, 45161, 45182, 45319, 49918, 49919, 49920,
        ],
    }
        .SelectMany(fault => fault.Value.Select(number => KeyValuePair.Create(number, fault.Key)))
        .ToFrozenDictionary();

    private static readonly (string Text, SqlServerFault Fault)[] ByText =
    [
        ("deadlock detected", SqlServerFault.Deadlock),
        ("duplicate key value violates unique constraint", SqlServerFault.Conflict),
        ("could not serialize access", SqlServerFault.Conflict),
        ("tuple concurrently updated", SqlServerFault.Conflict),
        ("canceling statement due to lock timeout", SqlServerFault.Timeout),
        ("canceling statement due to statement timeout", SqlServerFault.Timeout),
        ("terminating connection due to administrator command", SqlServerFault.Connection),
        ("the database system is starting up", SqlServerFault.Connection),
        ("the database system is shutting down", SqlServerFault.Connection),
        ("sorry, too many clients already", SqlServerFault.Busy),
        ("because it is currently in use in another session", SqlServerFault.Busy),
        ("is not an active process id", SqlServerFault.Busy),
        ("remaining connection slots are reserved", SqlServerFault.Busy),
    ];

    /// <summary>What an exception is about. The first of its errors that is not lasting counts: a server often adds a general one.</summary>
    public static SqlServerFault Of(Exception exception) => exception switch
    {
        // A certificate that is not trusted now will not be in a second.
        SqlException { InnerException: AuthenticationException } => SqlServerFault.Lasting,
        SqlException error => error.Errors.Cast<SqlError>()
            .Select(one => one is { Number: 0, Class: NetworkSeverity } ? SqlServerFault.Connection : Of(one.Number, one.Message))
            .Append(OfCause(error.InnerException))
            .FirstOrDefault(fault => fault != SqlServerFault.Lasting),
        TimeoutException => SqlServerFault.Timeout,
        _ => SqlServerFault.Lasting,
    };

    public static SqlServerFault Of(int number, string message)
    {
        if (ByNumber.TryGetValue(number, out SqlServerFault fault))
        {
            return fault;
        }

        return ByText.FirstOrDefault(meaning => message.Contains(meaning.Text, StringComparison.OrdinalIgnoreCase)).Fault;
    }

    // What went wrong on the way sometimes comes with the operating system's error inside.
    private static SqlServerFault OfCause(Exception? cause) =>
        cause is Win32Exception or IOException ? SqlServerFault.Connection : SqlServerFault.Lasting;
}

/// <summary>What is behind an error of the server, as far as it decides whether trying again can help.</summary>
public enum SqlServerFault
{
    /// <summary>Something that will be the same the next time: a wrong statement, a missing right, a full disk.</summary>
    Lasting,

    Deadlock,

    /// <summary>Another transaction changed what this one had read: a row version or a key that was free a moment ago.</summary>
    Conflict,

    Timeout,

    Connection,

    /// <summary>The server has too much to do, or moves to another machine: Azure SQL says so often.</summary>
    Busy,
}

/// <summary>
/// The connection was lost, or the time was over, between a commit and its answer: the unit of work is done as a whole or not at all, and nobody
/// here knows which. It is not run again; whoever comes next reads from the database how far it came.
/// </summary>
public sealed class OutcomeUnknownException(Exception cause) : DbException(
    "A commit had no answer: what was being written is there as a whole or not at all. A job finds out by its next run; after anything else, "
    + $"an import for instance, look before it is done again. ({cause.Message})",
    cause);
