using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Worker.Hangfire.Jobs;
using Worker.Hangfire.Retries;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Tests.Retries;

public sealed class InfrastructureFaultsTests
{
    public static TheoryData<Exception> Outside =>
    [
        new SqliteException("disk I/O error", 10),
        new HttpRequestException("refused"),
        new SocketException(111),
        new IOException("broken"),
        new TimeoutException("too long"),
        new InvalidOperationException("wrapped", new SocketException(111)),
        new RunNotCompletedException("Run 1 has failed", new HttpRequestException("refused")),
        new AggregateException(new InvalidOperationException("ours"), new IOException("theirs")),
    ];

    public static TheoryData<Exception> Ours =>
    [
        new InvalidOperationException("ours"),
        new RunStoppedException("too many errors"),
        new RunNotCompletedException("Run 1 was stopped", null),
        new RunNotCompletedException("Run 1 has failed", new FormatException("ours")),
        new OperationCanceledException(),
    ];

    [Theory]
    [MemberData(nameof(Outside), DisableDiscoveryEnumeration = true)]
    public void A_fault_of_database_gateway_or_network_is_worth_another_try(Exception fault) => Assert.True(InfrastructureFaults.Is(fault));

    [Theory]
    [MemberData(nameof(Ours), DisableDiscoveryEnumeration = true)]
    public void Any_other_fault_is_not(Exception fault) => Assert.False(InfrastructureFaults.Is(fault));
}
